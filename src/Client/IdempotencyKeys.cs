namespace OrleansChat.Client;

/// <summary>Keys for who gives none.</summary>
internal static class IdempotencyKeys
{
    /// <summary>A key that nobody has used.</summary>
    public static string Next() => Guid.CreateVersion7().ToString("N");
}
