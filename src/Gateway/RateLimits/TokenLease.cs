using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.RateLimits;

/// <summary>
/// What this gateway holds of one bucket: tokens that it may use for a while, or the knowledge that there are none. Times are milliseconds of
/// the gateway's own steady clock. A lease runs from the moment of the request, so it ends here before the bucket takes it for ended.
/// </summary>
internal sealed class TokenLease(BucketKey key, GatewayId gateway)
{
    private readonly Lock _lock = new();
    private long _number;
    private int _tokens;
    private long _until;
    private long _usedAt;
    private long _returnAt;
    private LeaseEnded? _ended;
    private Refused? _refusal;
    private long _refusedUntil;
    private string? _activation;
    private long _knownUntil;
    private bool _isOpen;
    private bool _isAsking;
    private bool _isRetired;
    private Task? _calling;

    public BucketKey Key { get; } = key;

    /// <summary>The bucket, once it was asked.</summary>
    public IRateLimitGrain? Bucket { get; set; }

    /// <summary>When it is next worth to ask whether it must be returned, or can be retired; later if it is used until then.</summary>
    public long DueAt
    {
        get
        {
            lock (_lock)
            {
                return _isOpen ? _returnAt : Math.Max(_knownUntil, _refusedUntil);
            }
        }
    }

    /// <summary>Takes a token, or says from memory that there is none; false where the bucket must be asked.</summary>
    public bool TryTake(long now, out Refused? refused)
    {
        lock (_lock)
        {
            refused = null;
            if (_tokens > 0 && now < _until)
            {
                _tokens--;
                _usedAt = now;
                return true;
            }

            // Until then nothing flows in that another gateway could not take as well; a flood of refused calls stays here.
            if (_refusal is not null && now < _refusedUntil)
            {
                refused = RateRefusals.Later(_refusal, _refusedUntil - now);
                return true;
            }

            return false;
        }
    }

    /// <summary>One call of the bucket at a time; those who come meanwhile wait for the same one. Null where the lease is no longer in use: get another.</summary>
    public Task? CallOnce(Func<TokenLease, Task> call)
    {
        // The call begins outside of the lock: the grain that it calls may run on this very thread.
        var begun = new TaskCompletionSource<Task>();
        Task calling;
        lock (_lock)
        {
            if (_isRetired || _calling is { IsCompleted: false })
            {
                return _isRetired ? null : _calling;
            }

            _calling = calling = begun.Task.Unwrap();
        }

        begun.SetResult(call(this));
        return calling;
    }

    /// <summary>Begins to ask: whatever is left is given back with the question.</summary>
    public LeaseTokens Ask(long number, int wanted, ILeaseHolder holder, long now)
    {
        lock (_lock)
        {
            Close(now);
            var question = new LeaseTokens(gateway, number, wanted, _ended, now < _knownUntil ? _activation : null, holder);
            (_number, _ended, _isAsking) = (number, null, true);
            return question;
        }
    }

    /// <summary>Takes the answer in; false where it came so late that what it grants may not be used any more.</summary>
    public bool Complete(Reply<TokensLeased> reply, long asked, long now)
    {
        lock (_lock)
        {
            _isAsking = false;
            if (reply.Value is not { } leased)
            {
                (_refusal, _refusedUntil) = (reply.Refusal, now + (reply.Refusal!.RetryAfterMs ?? 0));
                return true;
            }

            (_isOpen, _tokens, _usedAt, _refusal) = (true, leased.Count, asked, null);
            _until = asked + leased.ForMs;
            _returnAt = _until + (leased.ForMs / 2);
            (_activation, _knownUntil) = (leased.Activation, _until + leased.WindowMs);
            return now < _until;
        }
    }

    /// <summary>No answer came: nobody knows what the bucket has leased, and it will not be used.</summary>
    public void Fail()
    {
        lock (_lock)
        {
            _isAsking = false;
            _ended = new LeaseEnded(gateway, _number, int.MaxValue, 0);
        }
    }

    /// <summary>Ends the lease and says what is left of it. Of one that is still to come nothing is said: its tokens will be used.</summary>
    public LeaseEnded End(long now)
    {
        lock (_lock)
        {
            Close(now);
            return _isAsking ? Nothing(gateway) : _ended ?? Nothing(gateway);
        }
    }

    /// <summary>Whether nobody has come for a while: the bucket should know what was used, and when, before it must assume the worst.</summary>
    public bool MustReturn(long now)
    {
        lock (_lock)
        {
            return _isOpen && now >= _returnAt && _calling is not { IsCompleted: false };
        }
    }

    /// <summary>Whether there is nothing left that is worth remembering; it is then not used any more.</summary>
    public bool TryRetire(long now)
    {
        lock (_lock)
        {
            return _isRetired |= !_isOpen && !_isAsking && now >= _knownUntil && now >= _refusedUntil && _calling is not { IsCompleted: false };
        }
    }

    /// <summary>The end of no lease, which changes nothing.</summary>
    public static LeaseEnded Nothing(GatewayId gateway) => new(gateway, 0, 0, 0);

    private void Close(long now)
    {
        if (_isOpen)
        {
            _ended = new LeaseEnded(gateway, _number, _tokens, Math.Max(0, now - _usedAt));
            (_isOpen, _tokens) = (false, 0);
        }
    }
}
