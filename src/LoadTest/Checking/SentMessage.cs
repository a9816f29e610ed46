namespace OrleansChat.LoadTest.Checking;

/// <summary>A message as its sender knows it.</summary>
/// <param name="number">Its number among the sends of the room, from 1.</param>
/// <param name="sender">The member that sent it.</param>
/// <param name="fingerprint">A hash of its body.</param>
/// <param name="floor">The sender's last acknowledged place when it was sent; this message must stand behind it.</param>
internal sealed class SentMessage(long number, int sender, ulong fingerprint, Position floor)
{
    public long Number => number;

    public int Sender => sender;

    public ulong Fingerprint => fingerprint;

    public Position Floor => floor;

    public SendState State { get; set; }

    /// <summary>Where it stands, once an acknowledgement or a delivery has told.</summary>
    public OrderedEntry? Entry { get; set; }
}
