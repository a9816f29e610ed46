namespace Orleans.Embedded.Activations;

/// <summary>
/// When to look at which activation for idleness, in buckets of one quantum, so that a look costs what is due and not what there is.
/// An activation is in one bucket, that of its ticket, or in none.
/// </summary>
internal sealed class IdleActivations(long quantum)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, HashSet<Activation>> _buckets = [];

    public void Add(Activation activation, long due)
    {
        lock (_gate)
        {
            RemoveUnderGate(activation);
            if (due == long.MaxValue)
            {
                return;
            }

            var ticket = activation.IdleTicket = (due / quantum) + 1;
            if (!_buckets.TryGetValue(ticket, out var bucket))
            {
                _buckets.Add(ticket, bucket = []);
            }

            bucket.Add(activation);
        }
    }

    /// <summary>Forgets an activation that is gone.</summary>
    public void Remove(Activation activation)
    {
        lock (_gate)
        {
            RemoveUnderGate(activation);
        }
    }

    public void Collect(long now)
    {
        foreach (var activation in TakeDue(now / quantum))
        {
            Add(activation, activation.CollectWhenIdle(now));
        }
    }

    private List<Activation> TakeDue(long current)
    {
        var due = new List<Activation>();
        lock (_gate)
        {
            while (_buckets.Count > 0 && _buckets.First() is var (ticket, bucket) && ticket <= current)
            {
                _buckets.Remove(ticket);
                due.AddRange(bucket);
            }
        }

        return due;
    }

    private void RemoveUnderGate(Activation activation)
    {
        if (_buckets.TryGetValue(activation.IdleTicket, out var bucket) && bucket.Remove(activation) && bucket.Count == 0)
        {
            _buckets.Remove(activation.IdleTicket);
        }
    }
}
