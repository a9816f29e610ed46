using Orleans.Embedded.Silos;
using Orleans.Runtime;

namespace Orleans.Embedded.Messaging;

/// <summary>
/// The calls for whose answers one silo or client waits, as linked lists, so that a call costs no timer and leaves nothing behind. There are
/// several lists, each with its own lock, because all threads add and remove all the time.
/// </summary>
internal sealed class PendingCalls
{
    private const int Stripes = 8;

    private readonly Lock[] _gates = [.. Enumerable.Range(0, Stripes).Select(_ => new Lock())];
    private readonly Call?[] _firsts = new Call?[Stripes];
    private int _next;

    public void Add(Call call)
    {
        var stripe = call.Stripe = (int)((uint)_next++ % Stripes);
        lock (_gates[stripe])
        {
            ref var first = ref _firsts[stripe];
            call.NextPending = first;
            if (first is not null)
            {
                first.PreviousPending = call;
            }

            first = call;
        }
    }

    public void Remove(Call call)
    {
        lock (_gates[call.Stripe])
        {
            if (call.PreviousPending is { } previous)
            {
                previous.NextPending = call.NextPending;
            }
            else if (ReferenceEquals(_firsts[call.Stripe], call))
            {
                _firsts[call.Stripe] = call.NextPending;
            }

            if (call.NextPending is { } next)
            {
                next.PreviousPending = call.PreviousPending;
            }

            call.PreviousPending = call.NextPending = null;
        }
    }

    /// <summary>Fails the calls whose time is over.</summary>
    public void Expire(long now)
    {
        foreach (var call in Find(static (call, now) => call.Deadline <= now, now))
        {
            call.Abandon(new TimeoutException($"Response did not arrive on time for {call.Name} on {call.Target.GrainId}, sent from {call.Caller.Address} to {call.Holder?.Address}."));
        }
    }

    /// <summary>Fails the calls that a lost silo or client had.</summary>
    public void FailHeldBy(Node lost)
    {
        foreach (var call in Find(static (call, lost) => ReferenceEquals(call.Holder, lost), lost))
        {
            call.Abandon(lost.Unavailable($"{call.Name} on {call.Target.GrainId}"));
        }
    }

    /// <summary>Fails all calls, because the silo or client that made them is gone.</summary>
    public void FailAll(Node gone)
    {
        foreach (var call in Find(static (_, _) => true, gone))
        {
            call.Abandon(new SiloUnavailableException($"{gone.Address} is gone and hears no answer of {call.Name} on {call.Target.GrainId}."));
        }
    }

    private List<Call> Find<TState>(Func<Call, TState, bool> isMatch, TState state)
    {
        var found = new List<Call>();
        for (var stripe = 0; stripe < Stripes; stripe++)
        {
            lock (_gates[stripe])
            {
                for (var call = _firsts[stripe]; call is not null; call = call.NextPending)
                {
                    if (isMatch(call, state))
                    {
                        found.Add(call);
                    }
                }
            }
        }

        return found;
    }
}
