namespace OrleansChat.History;

/// <summary>A hash that stands for an id or a body (FNV-1a, 64 bits), so that neither need be kept.</summary>
public static class Fingerprint
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The hash of some bytes; never 0, which says "unknown" to the checker.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Offset;
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash | 1UL << 63;
    }
}
