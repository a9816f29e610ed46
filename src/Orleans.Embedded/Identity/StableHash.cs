namespace Orleans.Runtime;

/// <summary>FNV-1a over the characters: <see cref="string.GetHashCode()"/> differs from run to run, which a replay must not.</summary>
internal static class StableHash
{
    public static int Of(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = (hash ^ character) * 16777619u;
        }

        return (int)hash;
    }
}
