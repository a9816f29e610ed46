using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans.Runtime;

namespace Orleans.Embedded.Silos;

/// <summary>
/// Which silo has, or shall make, a grain's activation: one silo at the most, agreed by all, unless a simulator has some of them believe otherwise.
/// </summary>
internal sealed class GrainDirectory
{
    private readonly ConcurrentDictionary<GrainId, SiloNode> _silos = new();
    private ImmutableDictionary<(GrainId Grain, Node Caller), SiloNode> _beliefs = ImmutableDictionary<(GrainId, Node), SiloNode>.Empty;

    public SiloNode? Find(GrainId id, Node caller) =>
        !_beliefs.IsEmpty && _beliefs.TryGetValue((id, caller), out var believed) ? believed : _silos.GetValueOrDefault(id);

    public bool IsHome(GrainId id, SiloNode silo) => _silos.TryGetValue(id, out var home) && ReferenceEquals(home, silo);

    public SiloNode GetOrAdd(GrainId id, SiloNode silo) => _silos.GetOrAdd(id, silo);

    public void Remove(GrainId id, SiloNode silo)
    {
        _silos.TryRemove(KeyValuePair.Create(id, silo));
        Disbelieve(belief => belief.Key.Grain == id && ReferenceEquals(belief.Value, silo));
    }

    /// <summary>Moves a grain; without a next silo it is only taken out.</summary>
    public void Replace(GrainId id, SiloNode silo, SiloNode? next)
    {
        Remove(id, silo);
        if (next is not null)
        {
            _silos.TryAdd(id, next);
        }
    }

    /// <summary>Moves a grain without asking its silo; the believers go on calling that one.</summary>
    public void Mistake(GrainId id, SiloNode next, IEnumerable<Node> believers)
    {
        if (_silos.TryGetValue(id, out var home))
        {
            _beliefs = _beliefs.SetItems(believers.Select(believer => KeyValuePair.Create((id, believer), home)));
            _silos[id] = next;
        }
    }

    /// <summary>Ends all beliefs.</summary>
    public void Correct() => Disbelieve(static _ => true);

    /// <summary>Forgets all that a lost silo had.</summary>
    public void RemoveAll(SiloNode silo)
    {
        foreach (var entry in _silos)
        {
            if (ReferenceEquals(entry.Value, silo))
            {
                _silos.TryRemove(entry);
            }
        }

        Disbelieve(belief => ReferenceEquals(belief.Value, silo));
    }

    private void Disbelieve(Func<KeyValuePair<(GrainId Grain, Node Caller), SiloNode>, bool> isOver)
    {
        if (!_beliefs.IsEmpty)
        {
            _beliefs = _beliefs.RemoveRange(_beliefs.Where(isOver).Select(belief => belief.Key).ToArray());
        }
    }
}
