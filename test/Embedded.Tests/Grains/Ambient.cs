namespace OrleansChat.Embedded.Tests.Grains;

/// <summary>Something that flows with the execution context of whoever sets it.</summary>
internal static class Ambient
{
    private static readonly AsyncLocal<string?> Local = new();

    public static string? Value
    {
        get => Local.Value;
        set => Local.Value = value;
    }
}
