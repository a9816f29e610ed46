namespace Orleans.Embedded.State;

/// <summary>Names of storages.</summary>
internal static class MemoryGrainStorageNames
{
    /// <summary>The storage of states that name none.</summary>
    public const string Default = "Default";
}
