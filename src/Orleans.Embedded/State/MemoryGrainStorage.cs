using System.Globalization;
using Orleans.Embedded.Copying;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// Keeps states in memory, as copies, so that a state survives its activation but not the process. All silos of a cluster share one.
/// </summary>
public class MemoryGrainStorage : IGrainStorage
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, GrainId), (object? State, long Version)> _records = [];

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        lock (_gate)
        {
            var found = _records.TryGetValue((stateName, grainId), out var record);
            grainState.State = found ? Copier<T>.Copy((T)record.State!, new CopyContext()) : Activator.CreateInstance<T>();
            grainState.ETag = found ? Etag(record.Version) : null;
            grainState.RecordExists = found;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        TypeRules.Check(typeof(T));
        lock (_gate)
        {
            var version = CheckVersion(stateName, grainId, grainState) + 1;
            _records[(stateName, grainId)] = (Copier<T>.Copy(grainState.State!, new CopyContext()), version);
            grainState.ETag = Etag(version);
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        lock (_gate)
        {
            CheckVersion(stateName, grainId, grainState);
            _records.Remove((stateName, grainId));
            grainState.State = Activator.CreateInstance<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    private static string Etag(long version) => version.ToString(CultureInfo.InvariantCulture);

    private long CheckVersion<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = _records.TryGetValue((stateName, grainId), out var record) ? Etag(record.Version) : null;
        return stored == grainState.ETag
            ? record.Version
            : throw new InconsistentStateException($"State '{stateName}' of {grainId} has another version.", stored, grainState.ETag);
    }
}
