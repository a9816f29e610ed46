using Orleans.Embedded.Silos;

namespace Orleans.Embedded.Turns;

/// <summary>
/// Admits requests to turns by Orleans' rules: first in, first out; none while another is under way, unless it may interleave.
/// </summary>
internal abstract class Mailbox(Node node) : TurnQueue(node)
{
    private Request? _first;
    private Request? _last;
    private Request? _blocking;
    private int _waitingInterleavers;

    /// <summary>Requests that are under way.</summary>
    protected int Running { get; private set; }

    protected bool HasWaiting => _first is not null;

    /// <summary>Whether every request may interleave.</summary>
    protected virtual bool IsReentrant => false;

    /// <summary>What requests are invoked on; null where it is gone.</summary>
    protected abstract object? Target { get; }

    protected abstract bool MayStartRequests { get; }

    /// <summary>Called in a turn, when a request has ended.</summary>
    protected abstract void OnEnded(Request request);

    protected void EnqueueUnderGate(Request request)
    {
        request.Next = null;
        if (_first is null && TryScheduleWithUnderGate(request))
        {
            // Most requests come this way, and leave no trace in a mailbox that lives long.
            return;
        }

        if (_last is null)
        {
            _first = request;
        }
        else
        {
            _last.Next = request;
        }

        _last = request;
        _waitingInterleavers += MayInterleave(request) ? 1 : 0;
        ScheduleUnderGate();
    }

    /// <summary>Takes all that waits, linked by <see cref="Request.Next"/>.</summary>
    protected Request? TakeAllUnderGate()
    {
        var first = _first;
        _first = _last = null;
        _waitingInterleavers = 0;
        return first;
    }

    protected override object? TakeAlong(object work)
    {
        if (MayStartRequests && (Running == 0 || IsReentrant))
        {
            Running++;
            return work;
        }

        var request = (Request)work;
        request.Next = _first;
        _first = request;
        _last ??= request;
        _waitingInterleavers += MayInterleave(request) ? 1 : 0;
        return null;
    }

    protected override object? TakeWork()
    {
        if (_first is null || !MayStartRequests)
        {
            return null;
        }

        var mustWait = Running > 0 && _blocking is not null && !IsReentrant;
        if (mustWait && _waitingInterleavers == 0)
        {
            return null;
        }

        Request? before = null;
        for (var request = _first; request is not null; before = request, request = request.Next)
        {
            if (!mustWait || request.AlwaysInterleaves || (request.IsReadOnly && _blocking!.IsReadOnly))
            {
                Unlink(before, request);
                Running++;
                return request;
            }
        }

        return null;
    }

    protected override void Start(object work)
    {
        var request = (Request)work;
        if (Target is not { } target || request.IsAbandoned)
        {
            End(request);
            return;
        }

        Task task;
        try
        {
            task = request.Invoke(target) ?? throw new InvalidOperationException("The grain method returned null instead of a task.");
        }
        catch (Exception exception)
        {
            request.Fail(exception);
            End(request);
            return;
        }

        if (task.IsCompleted)
        {
            request.Complete(task);
            End(request);
        }
        else
        {
            Block(request);
            _ = FinishAsync(request, task);
        }
    }

    /// <summary>The request goes on after this turn; until here the turn itself has kept others out.</summary>
    private void Block(Request request)
    {
        if (!request.AlwaysInterleaves && !IsReentrant)
        {
            lock (Gate)
            {
                _blocking ??= request;
            }
        }
    }

    private async Task FinishAsync(Request request, Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        request.Complete(task);
        End(request);
    }

    private void End(Request request)
    {
        lock (Gate)
        {
            Running--;
            if (ReferenceEquals(_blocking, request))
            {
                _blocking = null;
            }
        }

        OnEnded(request);
    }

    private static bool MayInterleave(Request request) => request.AlwaysInterleaves || request.IsReadOnly;

    private void Unlink(Request? before, Request request)
    {
        if (before is null)
        {
            _first = request.Next;
        }
        else
        {
            before.Next = request.Next;
        }

        if (ReferenceEquals(_last, request))
        {
            _last = before;
        }

        _waitingInterleavers -= MayInterleave(request) ? 1 : 0;
        request.Next = null;
    }
}
