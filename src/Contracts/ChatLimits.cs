namespace OrleansChat.Contracts;

/// <summary>The limits in force, as <c>Hello</c> reports them.</summary>
/// <param name="BodyCharacters">Longest body, in characters as a person counts them (grapheme clusters).</param>
/// <param name="FrameBytes">Longest request, in bytes.</param>
/// <param name="Mentions">Users that one message may name.</param>
/// <param name="RingMessages">Messages that an ephemeral room keeps.</param>
/// <param name="RoomsPerConnection">Rooms that one connection may be in.</param>
/// <param name="ConnectionsPerUser">Connections that one user may hold.</param>
/// <param name="Messages">Messages a user.</param>
/// <param name="Typing">Typing signals a user.</param>
/// <param name="Presence">Changes of a user's own presence.</param>
/// <param name="Changes">Edits, deletions, reactions and pins of a user.</param>
public sealed record ChatLimits(
    int BodyCharacters,
    int FrameBytes,
    int Mentions,
    int RingMessages,
    int RoomsPerConnection,
    int ConnectionsPerUser,
    RateLimitInfo Messages,
    RateLimitInfo Typing,
    RateLimitInfo Presence,
    RateLimitInfo Changes);
