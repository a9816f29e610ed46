namespace OrleansChat.Embedded.Tests.Simulation;

/// <summary>Holds every message until the test lets it go.</summary>
internal sealed class HeldTransport : IMessageTransport
{
    public List<Message> Held { get; } = [];

    public List<Message> Seen { get; } = [];

    public void Send(Message message)
    {
        Held.Add(message);
        Seen.Add(message);
    }

    /// <summary>Delivers in order, and runs the turns of each, until nothing is under way.</summary>
    public void DeliverAll(SeededTurns turns)
    {
        while (Held.Count > 0)
        {
            var message = Held[0];
            Held.RemoveAt(0);
            message.Deliver();
            turns.Run();
        }
    }

    public void DropAll() => Held.Clear();
}
