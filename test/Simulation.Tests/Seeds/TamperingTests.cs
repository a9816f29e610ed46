using OrleansChat.Contracts;
using OrleansChat.History;
using OrleansChat.Simulation.Faults;

namespace OrleansChat.Simulation.Tests.Seeds;

/// <summary>A product that folded changes wrongly would be found, and by its name.</summary>
public sealed class TamperingTests
{
    private const int Seeds = 100;

    [Fact]
    public void Answers_WithoutWhatWasDoneToEarlierMessages_AreFound() => AssertFound(
        ViolationKind.Lost,
        joined => joined with { Changes = null },
        static message => message);

    [Fact]
    public void Answers_ThatCountAReactionTwice_AreFound() => AssertFound(
        ViolationKind.Twice,
        static joined => joined,
        static message => message with { Reactions = message.Reactions?.Select(reaction => reaction with { Count = reaction.Count + 1 }).ToArray() });

    [Fact]
    public void Answers_ThatForgetPins_AreFound() => AssertFound(ViolationKind.Lost, static joined => joined, static message => message with { Pinned = null });

    [Fact]
    public void Answers_ThatShowEveryReactionAsOnesOwn_AreFound() => AssertFound(
        ViolationKind.Disagreement,
        static joined => joined,
        static message => message with { Reactions = message.Reactions?.Select(reaction => reaction with { Own = true }).ToArray() });

    [Fact]
    public void Answers_WithAnotherTextThanTheEdit_AreFound() => AssertFound(
        ViolationKind.Altered,
        static joined => joined,
        static message => message.Version is null ? message : message with { Body = message.Body + "!" });

    [Fact]
    public void Frames_ThatTakeBackWhatWasSaid_AreFound() => AssertFound(
        ViolationKind.Phantom, new Tampering(static answer => answer, static frame => frame is ReactionFrame reaction ? reaction with { On = !reaction.On } : frame));

    private static void AssertFound(ViolationKind kind, Func<Joined, Joined> tamper, Func<MessageFrame, MessageFrame> fold) =>
        AssertFound(kind, new Tampering(answer => Tamper(answer, joined => Fold(tamper(joined), fold)), static frame => frame));

    private static void AssertFound(ViolationKind kind, Tampering tampering)
    {
        var found = Enumerable.Range(1, Seeds)
            .SelectMany(seed => Running.Simulation.Run(seed, SeedSuite.Steps, FaultKinds.ClientDrop, tampering: tampering).Violations)
            .Select(violation => violation.Kind)
            .ToHashSet();

        Assert.Contains(kind.Name(), found);
    }

    private static Result Tamper(Result answer, Func<Joined, Joined> tamper) => answer switch
    {
        Joined joined => tamper(joined),
        Welcome { Rooms: { } rooms } welcome => welcome with { Rooms = [.. rooms.Select(room => room.Joined is { } joined ? room with { Joined = tamper(joined) } : room)] },
        _ => answer,
    };

    private static Joined Fold(Joined joined, Func<MessageFrame, MessageFrame> fold) => joined with
    {
        Messages = [.. joined.Messages.Select(fold)],
        Changes = joined.Changes?.Select(change => change is MessageFrame message ? fold(message) : change).ToArray(),
    };
}
