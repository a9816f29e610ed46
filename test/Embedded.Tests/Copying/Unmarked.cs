namespace OrleansChat.Embedded.Tests.Copying;

/// <summary>Not marked for calls.</summary>
internal sealed class Unmarked
{
    public int Value { get; set; }
}
