using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Embedded.Messaging;
using Orleans.Embedded.References;
using Orleans.Embedded.Silos;
using Orleans.Embedded.Turns;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>
/// One activation of one grain: its mailbox, its instance and its life. Calls queue here before the instance exists and after it has been
/// told to end; the former wait for it, the latter move on to the next activation, in order.
/// </summary>
internal sealed class Activation(SiloNode silo, GrainId grainId, GrainClass grainClass, long number) : Mailbox(silo), IGrainContext
{
    private static readonly object Activating = new();
    private static readonly object Deactivating = new();

    private ActivationState _state;
    private DeactivationReason _reason;
    private bool _isEnding;
    private bool _isDeactivating;
    private bool _wasValid;
    private long _lastUse;
    private long _keepUntil;
    private AsyncServiceScope? _scope;
    private CancellationTokenSource? _activationCancellation;
    private List<GrainTimer>? _timers;
    private TaskCompletionSource? _deactivated;

    /// <summary>The activation whose turn this is.</summary>
    public static new Activation? Current => TaskScheduler.Current as Activation;

    public SiloNode Silo { get; } = silo;

    /// <summary>Activations of a silo are numbered in the order in which they were made.</summary>
    public long Number { get; } = number;

    public GrainId GrainId { get; } = grainId;

    public GrainClass GrainClass { get; } = grainClass;

    public GrainReference GrainReference => GrainClass.CreateReference(Silo, GrainId);

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices => (_scope ??= Silo.Services.CreateAsyncScope()).ServiceProvider;

    /// <summary>States that are read before the grain activates.</summary>
    public List<IStorage> States { get; } = [];

    /// <summary>Where the idle collection has put this activation.</summary>
    public long IdleTicket { get; set; }

    public Task Deactivated
    {
        get
        {
            lock (Gate)
            {
                _deactivated ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (_state == ActivationState.Invalid)
                {
                    _deactivated.TrySetResult();
                }

                return _deactivated.Task;
            }
        }
    }

    protected override object? Target => GrainInstance;

    protected override bool IsReentrant => GrainClass.IsReentrant;

    protected override bool MayStartRequests => _state == ActivationState.Valid && !_isEnding;

    public static Activation Of(IGrainBase grain) => grain.GrainContext as Activation
        ?? throw new InvalidOperationException($"{grain.GetType()} was not made by a silo, so that it has no activation.");

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    /// <summary>Queues a request.</summary>
    /// <returns>False where the activation is gone.</returns>
    public bool TryReceive(Request request)
    {
        lock (Gate)
        {
            if (_state == ActivationState.Invalid)
            {
                return false;
            }

            EnqueueUnderGate(request);
            return true;
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        CancellationTokenSource? activation;
        lock (Gate)
        {
            if (_isEnding || _state == ActivationState.Invalid)
            {
                return;
            }

            BeginEndingUnderGate(deactivationReason);
            activation = _activationCancellation;
        }

        activation?.Cancel();
    }

    public void DelayDeactivation(TimeSpan time)
    {
        _keepUntil = time <= TimeSpan.Zero && time != Timeout.InfiniteTimeSpan ? 0 : Silo.TimestampAfter(time);
        Silo.IdleActivations.Add(this, Math.Max(_keepUntil, After(_lastUse, Silo.CollectionAge(GrainClass))));
    }

    /// <summary>Begins to deactivate where the activation is idle for its age.</summary>
    /// <returns>When to look again; <see cref="long.MaxValue"/> for never.</returns>
    public long CollectWhenIdle(long now)
    {
        lock (Gate)
        {
            var due = Math.Max(_keepUntil, After(_lastUse, Silo.CollectionAge(GrainClass)));
            if (_state != ActivationState.Valid || _isEnding)
            {
                return long.MaxValue;
            }

            if (Running > 0 || HasWaiting)
            {
                return Math.Max(due, now + 1);
            }

            if (due <= now)
            {
                BeginEndingUnderGate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "The activation was idle for its collection age."));
                return long.MaxValue;
            }

            return due;
        }
    }

    public void AddTimer(GrainTimer timer)
    {
        lock (Gate)
        {
            (_timers ??= []).Add(timer);
        }
    }

    public void RemoveTimer(GrainTimer timer)
    {
        lock (Gate)
        {
            _timers?.Remove(timer);
        }
    }

    /// <summary>Ends the mailbox.</summary>
    /// <returns>The calls that waited, linked; ticks of timers end here.</returns>
    public Request? Invalidate()
    {
        lock (Gate)
        {
            _state = ActivationState.Invalid;
            _deactivated?.TrySetResult();
            return TakeAllUnderGate();
        }
    }

    public override string ToString() => $"{GrainId} on {Silo.Address}";

    protected override object? TakeWork()
    {
        if (_isEnding && !_isDeactivating && Running == 0 && (_state is ActivationState.Created or ActivationState.Valid))
        {
            _isDeactivating = true;
            return Deactivating;
        }

        if (_state == ActivationState.Created && !_isEnding)
        {
            _state = ActivationState.Activating;
            return Activating;
        }

        return base.TakeWork();
    }

    protected override void Start(object work)
    {
        if (ReferenceEquals(work, Activating))
        {
            _ = ActivateAsync();
        }
        else if (ReferenceEquals(work, Deactivating))
        {
            _ = DeactivateAsync();
        }
        else
        {
            base.Start(work);
        }
    }

    protected override void OnEnded(Request request)
    {
        if (request.KeepsAlive)
        {
            _lastUse = Silo.Time.GetTimestamp();
        }
    }

    private static long After(long timestamp, long span) => span == long.MaxValue ? long.MaxValue : timestamp + span;

    private void BeginEndingUnderGate(DeactivationReason reason)
    {
        _isEnding = true;
        _reason = reason;
        _wasValid = _state == ActivationState.Valid;
        ScheduleUnderGate();
    }

    private async Task ActivateAsync()
    {
        using var cancellation = new CancellationTokenSource();
        _activationCancellation = cancellation;
        try
        {
            GrainInstance = GrainClass.CreateInstance(this);
            await WithinAsync(BecomeReadyAsync(cancellation.Token), Silo.Collection.ActivationTimeout, cancellation);
            BecomeValid();
        }
        catch (OperationCanceledException) when (_isEnding)
        {
            BecomeValid();
        }
        catch (Exception exception)
        {
            Silo.Log.ActivationFailed(GrainId, exception);
            DisposeTimers();
            Silo.Fail(this, exception);
            await DisposeAsync();
        }
        finally
        {
            _activationCancellation = null;
        }
    }

    private async Task BecomeReadyAsync(CancellationToken cancellationToken)
    {
        foreach (var state in States)
        {
            await state.ReadStateAsync(cancellationToken);
        }

        if (GrainInstance is IGrainBase grain)
        {
            await grain.OnActivateAsync(cancellationToken);
        }
    }

    private void BecomeValid()
    {
        lock (Gate)
        {
            _state = ActivationState.Valid;
            _lastUse = Silo.Time.GetTimestamp();
        }

        Silo.IdleActivations.Add(this, Math.Max(_keepUntil, After(_lastUse, Silo.CollectionAge(GrainClass))));
    }

    private async Task DeactivateAsync()
    {
        DisposeTimers();
        if (_wasValid && GrainInstance is IGrainBase grain)
        {
            using var cancellation = new CancellationTokenSource();
            try
            {
                await WithinAsync(grain.OnDeactivateAsync(_reason, cancellation.Token), Silo.Collection.DeactivationTimeout, cancellation);
            }
            catch (Exception exception)
            {
                Silo.Log.DeactivationFailed(GrainId, exception);
            }
        }

        Silo.Retire(this);
        await DisposeAsync();
    }

    /// <summary>Awaits the task, but not for ever. A task that is done costs no timer.</summary>
    private async Task WithinAsync(Task task, TimeSpan timeout, CancellationTokenSource cancellation)
    {
        if (task.IsCompleted)
        {
            await task;
            return;
        }

        try
        {
            await task.WaitAsync(timeout, Silo.Time, cancellation.Token);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            await cancellation.CancelAsync();
            throw;
        }
    }

    private void DisposeTimers()
    {
        List<GrainTimer>? timers;
        lock (Gate)
        {
            (timers, _timers) = (_timers, null);
        }

        timers?.ForEach(timer => timer.Dispose());
    }

    private async Task DisposeAsync()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync();
            }
            else
            {
                (GrainInstance as IDisposable)?.Dispose();
            }

            if (_scope is { } scope)
            {
                await scope.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(GrainId, exception);
        }
    }
}
