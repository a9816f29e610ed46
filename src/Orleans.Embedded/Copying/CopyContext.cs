using Orleans.Embedded.Silos;

namespace Orleans.Embedded.Copying;

/// <summary>One copy of one graph: an object that is met twice is copied once, so that shared parts stay shared and cycles end.</summary>
internal sealed class CopyContext(Node? destination = null)
{
    private Dictionary<object, object>? _copies;

    /// <summary>
    /// Where the copy is going, if it crosses from one silo or client to another: references in it make their calls from there. Null for the copy that keeps
    /// caller and callee apart, which every call makes.
    /// </summary>
    public Node? Destination { get; } = destination;

    public bool TryGetCopy<T>(T original, out T copy)
        where T : class
    {
        object? found = null;
        _copies?.TryGetValue(original, out found);
        copy = (T)found!;
        return found is not null;
    }

    public void Record(object original, object copy) =>
        (_copies ??= new Dictionary<object, object>(ReferenceEqualityComparer.Instance)).TryAdd(original, copy);
}
