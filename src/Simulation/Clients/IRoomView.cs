using OrleansChat.Contracts;
using OrleansChat.History;

namespace OrleansChat.Simulation.Clients;

/// <summary>A room as a client shows it, by the rules for clients: pure, so that the simulation decides when anything happens.</summary>
internal interface IRoomView
{
    Position Position { get; }

    /// <summary>Whether something waits for what is missing before it.</summary>
    bool IsHolding { get; }

    /// <summary>Whether there is more than what is shown, which was left out or has not come.</summary>
    bool HasHole { get; }

    IReadOnlyCollection<string> Members { get; }

    /// <summary>The messages that are shown, by number.</summary>
    IReadOnlyDictionary<long, MessageFrame> Messages { get; }

    /// <summary>A snapshot: replaces everything.</summary>
    void Replace(Joined joined);

    /// <summary>What was missed, behind what is there.</summary>
    void Append(Joined joined);

    ViewNeeds Take(RoomFrame frame);

    ViewNeeds Take(MessagePage page);

    /// <summary>Messages that lay where some were in question.</summary>
    void TakeFound(IReadOnlyList<MessageFrame> messages);

    /// <summary>To be called before <c>Members</c> is asked: who comes and goes until its answer is not in it.</summary>
    void BeginAskingMembers();

    void Take(MemberPage page);
}
