namespace OrleansChat.Grains.Interfaces;

/// <summary>Whom a ticket lets in.</summary>
/// <param name="Person">The user of the access token that it was given for.</param>
/// <param name="TokenExpiresAt">When that access token ends.</param>
/// <param name="ExpiresAt">When the ticket ends.</param>
/// <param name="Role">What the user may do in any room, as that access token says.</param>
[GenerateSerializer, Immutable, Alias("chat.Ticket")]
public sealed record Ticket(
    [property: Id(0)] Person Person,
    [property: Id(1)] DateTimeOffset TokenExpiresAt,
    [property: Id(2)] DateTimeOffset ExpiresAt,
    [property: Id(3)] RoomRole Role = RoomRole.Member);
