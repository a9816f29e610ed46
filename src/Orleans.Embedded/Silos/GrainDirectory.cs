using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded.Silos;

/// <summary>Which silo has, or shall make, a grain's activation: one silo at the most, agreed by all.</summary>
internal sealed class GrainDirectory
{
    private readonly ConcurrentDictionary<GrainId, SiloNode> _silos = new();

    public SiloNode? Find(GrainId id) => _silos.GetValueOrDefault(id);

    public SiloNode GetOrAdd(GrainId id, SiloNode silo) => _silos.GetOrAdd(id, silo);

    public void Remove(GrainId id, SiloNode silo) => _silos.TryRemove(KeyValuePair.Create(id, silo));

    /// <summary>Moves a grain; without a next silo it is only taken out.</summary>
    public void Replace(GrainId id, SiloNode silo, SiloNode? next)
    {
        if (next is null)
        {
            Remove(id, silo);
        }
        else
        {
            _silos.TryUpdate(id, next, silo);
        }
    }

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
    }
}
