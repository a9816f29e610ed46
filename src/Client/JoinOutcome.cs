using System.Diagnostics.CodeAnalysis;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>What became of one room of <see cref="ChatConnection.JoinManyAsync"/>: exactly one of the two is there.</summary>
/// <param name="Joined">The room, where it was joined.</param>
/// <param name="Error">Why it was not joined.</param>
public sealed record JoinOutcome(Joined? Joined, ChatError? Error)
{
    /// <summary>Whether the room was joined.</summary>
    [MemberNotNullWhen(true, nameof(Joined))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Ok => Joined is not null;
}
