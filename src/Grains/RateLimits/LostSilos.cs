using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace OrleansChat.Grains.RateLimits;

/// <summary>
/// When silos went away, as far as this silo knows, stopped or killed: a bucket that is activated later may have been lost with one. It looks at
/// regular times, and before a bucket is activated, so a loss is never dated earlier than it was.
/// </summary>
internal sealed class LostSilos(ISiloStatusOracle silos, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>Past four of them a new bucket has nothing to give, whatever was before.</summary>
    private const int Remembered = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly HashSet<SiloAddress> _gone = [];
    private HashSet<SiloAddress> _alive = [];
    private long[] _losses = [];
    private bool _looked;
    private long _activations;
    private ITimer? _timer;

    /// <summary>A number that no other activation on this silo has.</summary>
    public long NextActivation() => Interlocked.Increment(ref _activations);

    /// <summary>Looks now, and tells when the last silos were lost, in milliseconds of the steady clock, oldest first.</summary>
    public IReadOnlyList<long> Look()
    {
        lock (_lock)
        {
            var statuses = silos.GetApproximateSiloStatuses();
            if (_looked && IsAsBefore(statuses))
            {
                return _losses;
            }

            var alive = statuses.Where(silo => IsAlive(silo.Value)).Select(silo => silo.Key).ToHashSet();
            var lost = statuses.Keys.Union(_alive).Except(alive).Where(_gone.Add).Count();
            if (lost > 0)
            {
                // What a new silo finds on the list may have been lost long ago or just now; all of it counts as one loss, now.
                var now = time.GetSteadyMilliseconds();
                _losses = [.. _losses.Concat(Enumerable.Repeat(now, _looked ? lost : 1)).TakeLast(Remembered)];
            }

            _alive = alive;
            _looked = true;
            return _losses;
        }
    }

    /// <summary>Nearly always, and each bucket that begins asks.</summary>
    private bool IsAsBefore(Dictionary<SiloAddress, SiloStatus> statuses)
    {
        var alive = 0;
        foreach (var (silo, status) in statuses)
        {
            alive += IsAlive(status) ? 1 : 0;
            if (!(IsAlive(status) ? _alive : _gone).Contains(silo))
            {
                return false;
            }
        }

        return alive == _alive.Count;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private static bool IsAlive(SiloStatus status) => status <= SiloStatus.Active;
}
