namespace OrleansChat.History;

/// <summary>The findings of one room; each text begins with the room's name.</summary>
internal sealed class RoomFindings(string room, Findings findings)
{
    public void Add(ViolationKind kind, string text) => findings.Add(kind, $"{room}: {text}");
}
