using System.Collections.Concurrent;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.RateLimits;

/// <summary>
/// Takes tokens of users' buckets, which are grains, so that a limit holds over all of a user's connections and gateways together. It leases several
/// at once: most operations cost no call, and a refused one is refused from memory until the time that its refusal named.
/// </summary>
internal sealed partial class RateLimiter(IGrainFactory grains, GatewayIdentity identity, TimeProvider time, ILogger<RateLimiter> logger) : ILeaseHolder, IDisposable
{
    /// <summary>Leases that are remembered. Users past that cost a call for each operation, and no memory.</summary>
    private const int MostLeases = 200_000;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<BucketKey, TokenLease> _leases = [];
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _sweepLock = new();

    /// <summary>By when each is to be looked at next. Who is remembered is in here once, so that a sweep looks at few of them.</summary>
    private readonly PriorityQueue<TokenLease, long> _due = new();

    private ITimer? _sweep;
    private bool _isSweeping;
    private ILeaseHolder? _reference;
    private long _lastNumber;
    private int _count;

    /// <summary>Buckets that are remembered; counted apart, because to count the dictionary takes all of its locks.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>Takes one token, or says why not.</summary>
    public ValueTask<Refused?> TakeAsync(RateLimitTier tier, UserId user)
    {
        var key = new BucketKey(tier, user);
        return _leases.TryGetValue(key, out var lease) && lease.TryTake(Now, out var refused) ? new(refused) : new(AskAsync(key));
    }

    /// <inheritdoc/>
    public Task<LeaseEnded> RecallAsync(string bucket) =>
        Task.FromResult(_leases.TryGetValue(BucketKey.Parse(bucket), out var lease) ? lease.End(Now) : TokenLease.Nothing(identity.Id));

    public void Dispose()
    {
        _sweep?.Dispose();
        if (_reference is not null)
        {
            grains.DeleteObjectReference<ILeaseHolder>(_reference);
        }
    }

    private long Now => (long)time.GetElapsedTime(_start).TotalMilliseconds;

    private ILeaseHolder Reference => LazyInitializer.EnsureInitialized(ref _reference, () => grains.CreateObjectReference<ILeaseHolder>(this));

    private async Task<Refused?> AskAsync(BucketKey key)
    {
        var lease = Find(key);
        Refused? refused;
        while (!lease.TryTake(Now, out refused))
        {
            if (lease.CallOnce(LeaseAsync) is { } call)
            {
                await call;
            }
            else
            {
                lease = Find(key);
            }
        }

        return refused;
    }

    private TokenLease Find(BucketKey key)
    {
        if (_leases.TryGetValue(key, out var lease))
        {
            return lease;
        }

        lease = new TokenLease(key, identity.Id);
        if (Count >= MostLeases)
        {
            return lease;
        }

        if (!_leases.TryAdd(key, lease))
        {
            return Find(key);
        }

        Interlocked.Increment(ref _count);
        LookAfter([lease], Now);
        return lease;
    }

    private async Task LeaseAsync(TokenLease lease)
    {
        var asked = Now;
        var isKept = _leases.TryGetValue(lease.Key, out var kept) && kept == lease;
        var command = lease.Ask(Interlocked.Increment(ref _lastNumber), isKept ? int.MaxValue : 1, Reference, asked);
        Reply<TokensLeased> reply;
        try
        {
            reply = await Bucket(lease).LeaseAsync(command);
        }
        catch
        {
            lease.Fail();
            throw;
        }

        if (!lease.Complete(reply, asked, Now))
        {
            throw new TimeoutException($"The answer of the {lease.Key.Tier} bucket came too late to be of use.");
        }
    }

    private async Task ReturnAsync(TokenLease lease)
    {
        try
        {
            await Bucket(lease).ReturnAsync(lease.End(Now));
        }
#pragma warning disable CA1031 // What could not be returned counts as used; the user's next operation finds out about the outage.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnreturned(lease.Key.Tier, exception);
        }
    }

    /// <summary>A timer only while there is something to look after.</summary>
    private void LookAfter(List<TokenLease> leases, long now)
    {
        lock (_sweepLock)
        {
            leases.ForEach(lease => _due.Enqueue(lease, Math.Max(now + 1, lease.DueAt)));
            if (!_isSweeping && _due.Count > 0)
            {
                _isSweeping = true;
                _sweep ??= time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _sweep.Change(SweepInterval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Sweep()
    {
        var now = Now;
        var due = TakeDue(now);
        due.RemoveAll(lease => Forgets(lease, now));
        LookAfter(due, now);
    }

    private List<TokenLease> TakeDue(long now)
    {
        List<TokenLease> due = [];
        lock (_sweepLock)
        {
            _isSweeping = false;
            while (_due.TryPeek(out _, out var at) && at <= now)
            {
                due.Add(_due.Dequeue());
            }
        }

        return due;
    }

    private bool Forgets(TokenLease lease, long now)
    {
        if (lease.MustReturn(now))
        {
            lease.CallOnce(ReturnAsync);
            return false;
        }

        if (!lease.TryRetire(now))
        {
            return false;
        }

        _leases.TryRemove(lease.Key, out _);
        Interlocked.Decrement(ref _count);
        return true;
    }

    private IRateLimitGrain Bucket(TokenLease lease) => lease.Bucket ??= grains.GetGrain<IRateLimitGrain>(lease.Key.ToString());

    [LoggerMessage(Level = LogLevel.Debug, Message = "Unused tokens of a {Tier} bucket could not be returned.")]
    private partial void LogUnreturned(RateLimitTier tier, Exception exception);
}
