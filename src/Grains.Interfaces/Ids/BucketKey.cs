namespace OrleansChat.Grains.Interfaces;

/// <summary>Names one rate-limit bucket: a tier of a user. It owns the format of the rate-limit grain's key.</summary>
/// <param name="Tier">What is counted.</param>
/// <param name="User">Whose operations are counted.</param>
public readonly record struct BucketKey(RateLimitTier Tier, UserId User)
{
    /// <summary>The grain key.</summary>
    public override string ToString() => $"{Tier}/{User.Value}";

    /// <summary>Reads a grain key.</summary>
    /// <exception cref="FormatException">It is not of the form <c>Tier/user</c>.</exception>
    public static BucketKey Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var slash = key.IndexOf('/', StringComparison.Ordinal);

        // Enum.TryParse also takes numbers, lists and spaces; only the name that ToString writes makes the same bucket of the same key.
        return slash > 0 && Enum.TryParse<RateLimitTier>(key.AsSpan(0, slash), out var tier) && key.AsSpan(0, slash).SequenceEqual(Enum.GetName(tier))
            ? new BucketKey(tier, new UserId(key[(slash + 1)..]))
            : throw new FormatException($"'{key}' is not a bucket key: it must be Tier/user.");
    }
}
