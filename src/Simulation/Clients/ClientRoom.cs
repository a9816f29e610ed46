using OrleansChat.Contracts;
using OrleansChat.Simulation.Checking;

namespace OrleansChat.Simulation.Clients;

/// <summary>A room as far as one client has to do with it.</summary>
internal sealed class ClientRoom(string name, RoomHistory history)
{
    public string Name { get; } = name;

    public RoomHistory History { get; } = history;

    /// <summary>Whether the user wants to be in.</summary>
    public bool IsWanted { get; set; }

    /// <summary>Whether the present connection was let in.</summary>
    public bool IsIn { get; set; }

    /// <summary>What the user sees; kept while the connection is away.</summary>
    public IRoomView? View { get; set; }

    /// <summary>What the user said and did to messages, in order; the first is being sent.</summary>
    public Queue<Pending> Outbox { get; } = new();

    /// <summary>Ranges of numbers in which there may be messages that the user was not shown.</summary>
    public Queue<(long From, long To)> Gaps { get; } = new();

    /// <summary>What was said to be left out behind frames that are still held: it lies behind them, so the history is told when they are shown.</summary>
    public DigestFrame? LeftOut { get; set; }

    public bool IsSearching { get; set; }

    /// <summary>Whether a message was changed in the view since the history last heard what messages look like.</summary>
    public bool HasChanged { get; set; }

    /// <summary>Whether the view cannot be continued: only a join brings it on, and nothing can be resumed before that.</summary>
    public bool NeedsJoin { get; set; }

    public bool IsJoining { get; set; }

    public bool IsLeaving { get; set; }

    public bool IsSending { get; set; }

    public bool IsHeld { get; set; }

    public bool IsFetching { get; set; }
}
