using Orleans.Core;
using Orleans.Embedded.Silos;
using Orleans.Embedded.Turns;
using Orleans.Runtime;

namespace Orleans.Embedded.Activations;

/// <summary>
/// One activation of one grain: its mailbox and its life. Calls queue here before the instance exists and after it has been
/// told to end; the former wait for it, the latter move on to the next activation, in order.
/// </summary>
internal sealed class Activation : Mailbox, IGrainContext
{
    private static readonly object Activating = new();
    private static readonly object Deactivating = new();

    private readonly GrainBody _body;
    private ActivationState _state;
    private DeactivationReason _reason;
    private bool _isEnding;
    private bool _isDeactivating;
    private bool _wasValid;
    private long _lastUse;
    private long _keepUntil;
    private CancellationTokenSource? _activationCancellation;
    private List<GrainTimer>? _timers;
    private TurnOfTask? _deactivated;

    public Activation(SiloNode silo, GrainId grainId, GrainClass grainClass, long number)
        : base(silo)
    {
        Silo = silo;
        GrainId = grainId;
        GrainClass = grainClass;
        Number = number;
        _body = new GrainBody(this);
    }

    /// <summary>The activation whose turn this is.</summary>
    public static new Activation? Current => TaskScheduler.Current as Activation;

    public SiloNode Silo { get; }

    /// <summary>Activations of a silo are numbered in the order in which they were made.</summary>
    public long Number { get; }

    public GrainId GrainId { get; }

    public GrainClass GrainClass { get; }

    public GrainReference GrainReference => GrainClass.CreateReference(Silo, GrainId);

    public object? GrainInstance => _body.Instance;

    public IServiceProvider ActivationServices => _body.Services;

    /// <summary>States that are read before the grain activates.</summary>
    public List<IStorage> States => _body.States;

    /// <summary>Where the idle collection has put this activation.</summary>
    public long IdleTicket { get; set; }

    public Task Deactivated
    {
        get
        {
            lock (Gate)
            {
                if (_state == ActivationState.Invalid)
                {
                    return Task.CompletedTask;
                }

                return (_deactivated ??= new TurnOfTask()).Task;
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
        Silo.IdleActivations.Add(this, CollectionDue());
    }

    /// <summary>Begins to deactivate where the activation is idle for its age.</summary>
    /// <returns>When to look again; <see cref="long.MaxValue"/> for never.</returns>
    public long CollectWhenIdle(long now)
    {
        lock (Gate)
        {
            var due = CollectionDue();
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
            if (_deactivated is { } deactivated)
            {
                Silo.Turns.Schedule(deactivated);
            }

            Silo.IdleActivations.Remove(this);
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

    private long CollectionDue() =>
        Silo.CollectionAge(GrainClass) is var age and not long.MaxValue ? Math.Max(_keepUntil, _lastUse + age) : long.MaxValue;

    private void BeginEndingUnderGate(DeactivationReason reason)
    {
        _isEnding = true;
        _reason = reason;
        _wasValid = _state == ActivationState.Valid;
        ScheduleUnderGate();
    }

    private async Task ActivateAsync()
    {
        // Not disposed: whoever ends the activation meanwhile may just be about to cancel it.
        var cancellation = new CancellationTokenSource();
        _activationCancellation = cancellation;
        try
        {
            await TimeLimit.RunAsync(_body.ActivateAsync, Silo.Collection.ActivationTimeout, Silo.Time, cancellation);
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
            await DisposeBodyAsync();
        }
        finally
        {
            _activationCancellation = null;
        }
    }

    private void BecomeValid()
    {
        lock (Gate)
        {
            _state = ActivationState.Valid;
            _lastUse = Silo.Time.GetTimestamp();
        }

        Silo.IdleActivations.Add(this, CollectionDue());
    }

    private async Task DeactivateAsync()
    {
        DisposeTimers();
        if (_wasValid)
        {
            try
            {
                await TimeLimit.RunAsync(
                    token => _body.DeactivateAsync(_reason, token), Silo.Collection.DeactivationTimeout, Silo.Time, new CancellationTokenSource());
            }
            catch (Exception exception)
            {
                Silo.Log.DeactivationFailed(GrainId, exception);
            }
        }

        Silo.Retire(this);
        await DisposeBodyAsync();
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

    private async Task DisposeBodyAsync()
    {
        try
        {
            await _body.DisposeAsync();
        }
        catch (Exception exception)
        {
            Silo.Log.DeactivationFailed(GrainId, exception);
        }
    }
}
