namespace OrleansChat.History.Tests.Reference;

/// <summary>A member of the room as the room sees it: one client, and what waits to be written to it.</summary>
internal sealed class ReferenceLink(ReferenceClient client)
{
    /// <summary>Frames on their way from the room to the gateway; they die with the room's activation.</summary>
    public List<Delivery> Waiting { get; } = [];

    public ReferenceClient Client => client;

    /// <summary>The last number that the gateway had written to the client.</summary>
    public long Written { get; private set; }

    /// <summary>Whether the client's connection was lost; nothing is sent then, and it may resume.</summary>
    public bool IsAway { get; set; }

    /// <summary>What was on its way is in an answer that goes another way.</summary>
    public void Attach(long head)
    {
        IsAway = false;
        Written = head;
        Waiting.Clear();
    }

    public void Write(in Delivery frame)
    {
        Written = Math.Max(Written, frame.Position.Seq);
        var shown = frame;
        client.Socket.Enqueue(() => client.Apply(shown));
    }
}
