namespace OrleansChat.Grains.Gateways;

/// <summary>
/// The rules of the list of gateways. A gateway is gone when its lease has run out and, where it shares its process with a silo, the cluster
/// agrees that the silo is gone: a process that is only cut off from this list is not.
/// </summary>
internal sealed class GatewayLeases(TimeSpan length, TimeSpan interval, long now)
{
    private readonly SortedList<string, (GatewayLease Lease, long Until)> _leases = new(StringComparer.Ordinal);
    private readonly long _settledAt = now + (long)length.TotalMilliseconds;

    // Two intervals: one to come round, and one for a renewal that was lost.
    private readonly long _completeAt = now + (long)(2 * interval).TotalMilliseconds;

    // Of use while the list fills.
    private readonly HashSet<string> _looked = new(StringComparer.Ordinal);
    private readonly HashSet<GatewayId> _ended = [];
    private bool _isInherited;
    private bool _isComplete;

    /// <summary>Renews a lease; returns whether it was running.</summary>
    public bool Renew(GatewayLease lease, long now)
    {
        var wasHeld = _leases.ContainsKey(lease.Gateway.Value);
        _leases[lease.Gateway.Value] = (lease, now + (long)length.TotalMilliseconds);
        return wasHeld;
    }

    public void End(GatewayId gateway)
    {
        _leases.Remove(gateway.Value);
        if (!_isComplete)
        {
            _ended.Add(gateway);
        }
    }

    /// <summary>
    /// Takes what a silo knew from a list before this one. A gateway that is gone meanwhile is asked in vain until its lease has run out; one that were
    /// missing until it comes round again would be a hole in every room that begins before that.
    /// </summary>
    public void Inherit(GatewayLook look, IReadOnlySet<string> silos, long now)
    {
        if (Complete(silos, now))
        {
            return;
        }

        _looked.Add(look.Silo);
        _isInherited |= look.IsComplete;
        foreach (var lease in look.Known.Where(lease => !_leases.ContainsKey(lease.Gateway.Value) && !_ended.Contains(lease.Gateway)))
        {
            if (lease.Silo is null || silos.Contains(lease.Silo))
            {
                Renew(lease, now);
            }
        }
    }

    /// <summary>Who is alive.</summary>
    public GatewayList List(IReadOnlySet<string> silos, long now)
    {
        foreach (var (gateway, (lease, until)) in _leases.ToArray())
        {
            if (until <= now && (lease.Silo is null || !silos.Contains(lease.Silo)))
            {
                _leases.Remove(gateway);
            }
        }

        var isComplete = Complete(silos, now);
        return new GatewayList(
            [.. _leases.Values.Select(entry => entry.Lease)], now >= _settledAt, isComplete, IsGathering: !isComplete && !silos.All(_looked.Contains));
    }

    /// <summary>Whether the list is complete; once it is, it stays so, and silos that come later have nothing to bring.</summary>
    private bool Complete(IReadOnlySet<string> silos, long now)
    {
        _isComplete |= now >= _completeAt || (_isInherited && silos.All(_looked.Contains));
        return _isComplete;
    }
}
