namespace OrleansChat.Grains.Gateways;

/// <summary>
/// The rules of the list of gateways. A gateway is gone when its lease has run out and, where it shares its process with a silo, the cluster
/// agrees that the silo is gone: a process that is only cut off from this list is not.
/// </summary>
internal sealed class GatewayLeases(TimeSpan length, TimeSpan interval, long now, bool isComplete = false)
{
    private readonly SortedList<string, (GatewayLease Lease, long Until)> _leases = new(StringComparer.Ordinal);
    private readonly long _settledAt = now + (long)length.TotalMilliseconds;

    // Two intervals: one to come round, and one for a renewal that was lost.
    private readonly long _completeAt = isComplete ? now : now + (long)(2 * interval).TotalMilliseconds;

    /// <summary>Renews a lease; returns whether it was running.</summary>
    public bool Renew(GatewayLease lease, long now)
    {
        var wasHeld = _leases.ContainsKey(lease.Gateway.Value);
        _leases[lease.Gateway.Value] = (lease, now + (long)length.TotalMilliseconds);
        return wasHeld;
    }

    public void End(GatewayId gateway) => _leases.Remove(gateway.Value);

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

        return new GatewayList([.. _leases.Values.Select(entry => entry.Lease)], now >= _settledAt, now >= _completeAt);
    }
}
