namespace OrleansChat.History;

/// <summary>One broken promise, told concretely.</summary>
/// <param name="Kind">Which promise.</param>
/// <param name="Text">Room, place, who.</param>
public sealed record Violation(ViolationKind Kind, string Text)
{
    /// <summary>The kind's name and the text.</summary>
    public override string ToString() => $"{Kind.Name()}: {Text}";
}
