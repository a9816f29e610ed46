namespace OrleansChat.LoadTest.Checking;

/// <summary>One broken promise, told concretely: room, place, members.</summary>
internal sealed record Violation(ViolationKind Kind, string Text);
