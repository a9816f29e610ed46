namespace OrleansChat.LoadTest.Mix;

/// <summary>The kinds in words.</summary>
internal static class ActionKindNames
{
    /// <summary>What the option and the reports call each kind, in their order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<ActionKind>().Select(Name)];

    public static string Name(this ActionKind kind) => kind.ToString().ToLowerInvariant();
}
