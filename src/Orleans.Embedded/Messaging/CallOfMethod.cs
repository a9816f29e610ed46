using Orleans.Embedded.Copying;
using Orleans.Embedded.References;
using Orleans.Embedded.Silos;
using Orleans.Embedded.Turns;

namespace Orleans.Embedded.Messaging;

/// <summary>
/// A call with its arguments and the promise of its result, which is kept in a turn of its own (<see cref="Execute"/>): a grain's continuation is queued to
/// its activation from there by the await, a client's runs right there, and the turn scheduler decides about both.
/// </summary>
internal sealed class Call<TArguments, TResult> : Call, ICallOutcome<TResult>
{
    private const int Pending = 0;
    private const int Settled = 1;

    private readonly GrainMethod<TArguments, TResult> _method;
    private readonly Call<TArguments, TResult>? _original;
    private readonly TaskCompletionSource<TResult>? _promise;
    private TArguments _arguments;
    private volatile bool _isAbandoned;
    private int _state;
    private TResult? _result;
    private Exception? _exception;

    public Call(GrainMethod<TArguments, TResult> method, TArguments arguments)
    {
        _method = method;
        _arguments = arguments;
        if (!method.IsOneWay)
        {
            // Kept in a turn of its own, so that nothing that waits for it, and no combinator in between, needs the thread pool or runs in another's turn.
            _promise = new TaskCompletionSource<TResult>();
        }
    }

    private Call(GrainMethod<TArguments, TResult> method, TArguments arguments, Call<TArguments, TResult> original)
    {
        _method = method;
        _arguments = arguments;
        _original = original;
    }

    public Task<TResult> Result => _promise!.Task;

    // Not so after an answer: a duplicate that comes late runs, as it would have come from a real network.
    public override bool IsAbandoned => (_original ?? this)._isAbandoned;

    protected override GrainMethod Shape => _method;

    public override Call Duplicate() => new Call<TArguments, TResult>(_method, _method.CopyArguments(_arguments), _original ?? this)
    {
        Target = Target,
        Caller = Caller,
        Deadline = Deadline,
        Holder = Holder,
        Forwards = Forwards,
    };

    public override void MoveArguments(Node to) => _arguments = Copier<TArguments>.At(to, _arguments);

    public override Task Invoke(object target) => _method.Invoke(target, _arguments);

    public override void Complete(Task work)
    {
        if (!work.IsCompletedSuccessfully)
        {
            Fail(work.IsCanceled ? new TaskCanceledException(work) : work.Exception!.InnerException!);
            return;
        }

        if (work is not Task<TResult> { Result: var result })
        {
            Respond(default!, null);
            return;
        }

        try
        {
            Respond(_method.CopyResult(result), null);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    public override void Fail(Exception exception)
    {
        if (IsOneWay)
        {
            Caller.Log.OneWayFailed(Name, Target.GrainId, exception);
        }

        Respond(default!, exception);
    }

    public override void Abandon(Exception exception)
    {
        (_original ?? this)._isAbandoned = true;
        TrySettle(default!, exception);
    }

    public void TrySettle(TResult result, Exception? exception)
    {
        if (_original is not null)
        {
            _original.TrySettle(result, exception);
            return;
        }

        if (IsOneWay || Interlocked.Exchange(ref _state, Settled) != Pending)
        {
            return;
        }

        Caller.PendingCalls.Remove(this);
        _result = result;
        _exception = exception;
        Caller.Turns.Schedule(this);
    }

    public override void Execute()
    {
        if (_exception is null)
        {
            _promise!.SetResult(_result!);
        }
        else
        {
            _promise!.SetException(_exception);
        }
    }

    private void Respond(TResult result, Exception? exception)
    {
        if (!IsOneWay)
        {
            Caller.Fabric.Network.Respond(this, Holder!, result, exception);
        }
    }
}
