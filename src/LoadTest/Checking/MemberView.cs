namespace OrleansChat.LoadTest.Checking;

/// <summary>How far one member has followed its room.</summary>
internal sealed class MemberView
{
    public MemberPhase Phase { get; set; }

    /// <summary>The room's head when the member joined: what stands behind it is owed to the member.</summary>
    public Position JoinedAt { get; set; }

    public Position Last { get; set; }

    public long Clock { get; set; }

    /// <summary>The highest place that the member holds an acknowledgement for.</summary>
    public Position Acknowledged { get; set; }

    public bool IsOwed(Position position) => Phase == MemberPhase.Joined && position > JoinedAt;
}
