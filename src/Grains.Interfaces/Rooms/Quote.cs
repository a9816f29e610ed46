namespace OrleansChat.Grains.Interfaces;

/// <summary>The message that another one answers, as it was by then.</summary>
/// <param name="Message">Its place.</param>
/// <param name="From">Its author.</param>
/// <param name="Text">The beginning of its text; empty where it was deleted since.</param>
[GenerateSerializer, Immutable, Alias("chat.Quote")]
public sealed record Quote([property: Id(0)] Position Message, [property: Id(1)] Person From, [property: Id(2)] string Text);
