using System.Collections.Immutable;
using Orleans.Embedded.Copying;
using Orleans.Embedded.Silos;

namespace Orleans.Embedded.Messaging;

/// <summary>The ways between silos and clients: cut ones lose every message, the others go through the transport where there is one.</summary>
internal sealed class Network(IMessageTransport? transport)
{
    private readonly Lock _gate = new();
    private ImmutableHashSet<(Node, Node)> _cuts = [];

    public void Cut(Node from, Node to)
    {
        lock (_gate)
        {
            _cuts = _cuts.Add((from, to));
        }
    }

    public void Heal(Node from, Node to)
    {
        lock (_gate)
        {
            _cuts = _cuts.Remove((from, to));
        }
    }

    public void HealAll()
    {
        lock (_gate)
        {
            _cuts = [];
        }
    }

    /// <summary>Sends a call on its way. A dead silo sends nothing.</summary>
    public void Send(Call call, Node from, Node to)
    {
        if (from.IsDead || IsCut(from, to))
        {
            return;
        }

        if (!ReferenceEquals(from, to))
        {
            call.MoveArguments(to);
        }

        if (transport is null || ReferenceEquals(from, to))
        {
            to.Receive(call);
        }
        else
        {
            transport.Send(new RequestMessage(call, from, to));
        }
    }

    /// <summary>Sends an outcome on its way back.</summary>
    public void Respond<TResult>(Call call, Node from, TResult result, Exception? exception)
    {
        var to = call.Caller;
        if (from.IsDead || to.IsDead || IsCut(from, to))
        {
            return;
        }

        result = ReferenceEquals(from, to) ? result : Copier<TResult>.At(to, result);
        if (transport is null || ReferenceEquals(from, to))
        {
            ((ICallOutcome<TResult>)call).TrySettle(result, exception);
        }
        else
        {
            transport.Send(new ResponseMessage<TResult>(call, from, to, result, exception));
        }
    }

    private bool IsCut(Node from, Node to) => !_cuts.IsEmpty && _cuts.Contains((from, to));
}
