using Orleans.Embedded.Turns;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>
/// A timer that ticks in turns of its activation. The next tick is set only when the one before has ended, so that at most one is queued.
/// </summary>
internal sealed class GrainTimer : Request, IGrainTimer
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _isTicking;
    private bool _isChanged;
    private bool _isDisposed;

    private GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        AlwaysInterleaves = options.Interleave;
        KeepsAlive = options.KeepAlive;
        _timer = activation.Silo.Time.CreateTimer(
            static self => ((GrainTimer)self!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override bool AlwaysInterleaves { get; }

    public override bool IsReadOnly => false;

    public override bool KeepsAlive { get; }

    public override bool IsAbandoned => _isDisposed;

    public static GrainTimer Start(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (Activation.Current is null)
        {
            throw new InvalidSchedulingContextException("Current grain context is null: a grain timer is made in a turn of its grain, not in Task.Run.");
        }

        if (!ReferenceEquals(Activation.Current, activation))
        {
            throw new InvalidOperationException("Current grain context differs from specified grain context.");
        }

        Validate(options.DueTime, options.Period);
        var timer = new GrainTimer(activation, callback, options);
        activation.AddTimer(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, period);
        lock (_gate)
        {
            _dueTime = dueTime;
            _period = period;
            _isChanged = true;
            if (!_isTicking && !_isDisposed)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        _timer.Dispose();
        _cancellation.Cancel();
        _activation.RemoveTimer(this);
    }

    public override Task Invoke(object target)
    {
        _isChanged = false;
        return _callback(_cancellation.Token);
    }

    public override void Complete(Task work)
    {
        if (work.Exception?.InnerException is { } exception)
        {
            Fail(exception);
            return;
        }

        SetNext();
    }

    public override void Fail(Exception exception)
    {
        _activation.Silo.Log.TimerFailed(_activation.GrainId, exception);
        SetNext();
    }

    private static void Validate(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)dueTime.TotalMilliseconds, -1, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)dueTime.TotalMilliseconds, uint.MaxValue - 1, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfLessThan((long)period.TotalMilliseconds, -1, nameof(period));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)period.TotalMilliseconds, uint.MaxValue - 1, nameof(period));
    }

    private void OnDue()
    {
        lock (_gate)
        {
            if (_isDisposed || _isTicking)
            {
                return;
            }

            _isTicking = true;
        }

        _activation.TryReceive(this);
    }

    private void SetNext()
    {
        lock (_gate)
        {
            _isTicking = false;
            if (!_isDisposed)
            {
                _timer.Change(_isChanged ? _dueTime : _period, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
