namespace OrleansChat.Grains.RateLimits;

/// <summary>
/// A token bucket whose tokens are leased to gateways. It counts in parts of a token (one a millisecond of the window and limit), so that no
/// rounding ever gives or takes a token.
/// </summary>
/// <remarks>
/// What is leased counts as there until it is known to be used: what is in the bucket and what is leased are together never more than the limit,
/// so over any time T at most <c>limit + T·limit/window</c> operations pass, whenever the gateways use their tokens. What a gateway does not
/// report counts as used at the last moment at which it can be. <see cref="AfterLosses"/> says what holds when a bucket is lost.
/// </remarks>
internal sealed class TokenBucket
{
    private const long LongestLeaseMs = 60_000;
    private const long ShortestGraceMs = 5_000;

    private readonly long _limit;
    private readonly long _windowMs;
    private readonly Dictionary<GatewayId, (long Number, long Count, long Until)> _leases = [];
    private long _parts;
    private long _leased;

    /// <summary>The time up to which tokens have flowed in. It lies ahead of <see cref="_now"/> while a bucket repays what it gave too early.</summary>
    private long _at;

    /// <summary>The latest time seen: a clock that steps back brings nothing and takes nothing.</summary>
    private long _now;

    /// <summary>What has flowed over since the bucket and its leases were full.</summary>
    private long _spilled;

    private bool _beganFull = true;

    /// <param name="limit">Tokens that the bucket holds, and that flow in within a window.</param>
    /// <param name="window">The window.</param>
    /// <param name="now">The time, in milliseconds of the steady clock; the bucket begins full.</param>
    public TokenBucket(int limit, TimeSpan window, long now)
    {
        _limit = limit;
        _windowMs = (long)window.TotalMilliseconds;
        _parts = Capacity;
        _at = _now = now;
    }

    /// <summary>How long a gateway may use a lease. A bucket that was lost is at most half full when the last of its leases ends.</summary>
    public long LeaseMs => Math.Min(_windowMs / 2, LongestLeaseMs);

    /// <summary>How long after that the bucket waits to be told what was not used: users who act slowly then need no call of their own for it.</summary>
    public long GraceMs => Math.Max(LeaseMs, ShortestGraceMs);

    // A token is _windowMs parts; each millisecond brings _limit of them.
    private long Capacity => _limit * _windowMs;

    private long Room => (_limit - _leased) * _windowMs;

    /// <summary>
    /// A bucket that may stand for one that was lost. It begins as if made at the last loss, with a single token: what the lost one held is
    /// forfeited. That token is one too many if the lost one had none, so the next ones come later by as much, and later still where silos were lost
    /// faster than tokens flow in; past four it has none. Hence a user never gets more than four beyond the limit, however often silos are lost.
    /// </summary>
    /// <param name="limit">As for a full bucket.</param>
    /// <param name="window">As for a full bucket.</param>
    /// <param name="losses">When silos were lost, in milliseconds of the steady clock, oldest first; at least one.</param>
    /// <param name="now">The time.</param>
    public static TokenBucket AfterLosses(int limit, TimeSpan window, IReadOnlyList<long> losses, long now)
    {
        const int MostOwed = 4;
        var (owedMs, perTokenMs, last, begins) = (0L, ((long)window.TotalMilliseconds + limit - 1) / limit, losses[0], false);
        foreach (var loss in losses)
        {
            owedMs = Math.Max(0, owedMs - (loss - last));
            begins = owedMs + perTokenMs <= MostOwed * perTokenMs;
            owedMs += begins ? perTokenMs : 0;
            last = loss;
        }

        var bucket = new TokenBucket(limit, window, last) { _parts = 0, _at = last + owedMs, _beganFull = false };
        bucket._parts = begins ? bucket._windowMs : 0;
        bucket.MoveTo(now);
        return bucket;
    }

    /// <summary>Whether a token can be leased.</summary>
    public bool HasToken(long now)
    {
        MoveTo(now);
        return _parts >= _windowMs;
    }

    /// <summary>The other gateways that may hold tokens.</summary>
    public GatewayId[] HoldersBeside(GatewayId gateway) =>
        [.. _leases.Where(lease => lease.Value.Count > 0 && lease.Key != gateway).Select(lease => lease.Key).OrderBy(id => id.Value, StringComparer.Ordinal)];

    /// <summary>Leases half of what is there, as far as half of the limit is not leased already: other gateways find some, and a gateway that dies takes no more with it.</summary>
    public Reply<TokensLeased> Lease(LeaseTokens command, string activation, long now)
    {
        MoveTo(now);
        _leases.TryGetValue(command.Gateway, out var last);
        if (command.Number <= last.Number)
        {
            // A later request has overtaken it, and nobody waits for its answer.
            return Refuse();
        }

        // A gateway that asks has nothing left, so what it did not report it has used.
        EndUsed(last.Count);
        var count = 0L;
        if (_parts >= _windowMs)
        {
            count = Math.Clamp(Math.Min(_parts / _windowMs / 2, (_limit / 2) - _leased), 1, Math.Max(1, command.Wanted));
        }

        _leases[command.Gateway] = (command.Number, count, _now + LeaseMs + GraceMs);
        _leased += count;
        _parts -= count * _windowMs;
        return count > 0 ? new TokensLeased((int)count, LeaseMs, _windowMs, activation) : Refuse();
    }

    /// <summary>Takes back what a gateway did not use.</summary>
    public void End(LeaseEnded ended, long now)
    {
        MoveTo(now);
        if (!_leases.TryGetValue(ended.Gateway, out var lease) || lease.Number != ended.Number || lease.Count == 0)
        {
            return;
        }

        var unused = Math.Clamp(ended.Unused, 0, lease.Count);
        var used = lease.Count - unused;

        // Since the use there was room in the bucket, so what flowed over since then had its place.
        var spilled = Math.Min(_spilled, Math.Clamp(ended.UsedAgoMs, 0, _windowMs) * _limit);
        _leases[ended.Gateway] = lease with { Count = 0 };
        _leased -= unused;
        _parts += unused * _windowMs;
        _parts += Math.Min(used * _windowMs, spilled);
        EndUsed(used);
    }

    /// <summary>Says that this bucket should not have begun full, because another activation was in use lately: it repays what it gave.</summary>
    public void CorrectBeginning()
    {
        if (_beganFull)
        {
            _beganFull = false;
            _spilled = 0;
            _parts -= Capacity;
        }
    }

    private void EndUsed(long count)
    {
        if (count > 0)
        {
            _leased -= count;
            _spilled = 0;
        }
    }

    private Refused Refuse()
    {
        var retryAfterMs = Math.Max(0, _at - _now) + (Math.Max(0, _windowMs - _parts) + _limit - 1) / _limit;
        return RateRefusals.Empty((int)_limit, (int)(_windowMs / 1000), Math.Max(1, retryAfterMs));
    }

    private void MoveTo(long now)
    {
        _now = Math.Max(_now, now);
        while (_leases.Count > 0 && _leases.MinBy(lease => lease.Value.Until) is var (gateway, lease) && lease.Until <= _now)
        {
            Fill(lease.Until);
            EndUsed(lease.Count);
            _leases.Remove(gateway);
        }

        Fill(_now);
    }

    private void Fill(long until)
    {
        if (until <= _at)
        {
            return;
        }

        // A clock that jumps ahead cannot overflow; a bucket that owes all that it may needs two windows to be full.
        var filled = _parts + (Math.Min(until - _at, 3 * _windowMs) * _limit);
        if (filled >= Room)
        {
            _spilled = Math.Min(Capacity, _spilled + filled - Room);
            filled = Room;
        }

        _parts = filled;
        _at = until;
    }
}
