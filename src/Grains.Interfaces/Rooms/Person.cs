namespace OrleansChat.Grains.Interfaces;

/// <summary>A user with the name to show.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">The name to show, 1–64 characters.</param>
[GenerateSerializer, Immutable, Alias("chat.Person")]
public sealed record Person([property: Id(0)] UserId Id, [property: Id(1)] string Name);
