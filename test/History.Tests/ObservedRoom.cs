namespace OrleansChat.History.Tests;

/// <summary>A room of three members that a test plays event by event.</summary>
internal sealed class ObservedRoom
{
    public const int Members = 3;

    public ObservedRoom(bool joined = true)
    {
        Room = new RoomChecker("R", Findings, Members, rememberedMessages: 0);
        for (var member = 0; joined && member < Members; member++)
        {
            Room.Joined(member, member, new Position(1, 10), 10);
        }
    }

    private readonly List<int> _senders = [];

    public Findings Findings { get; } = new();

    public RoomChecker Room { get; }

    public static ulong BodyOf(long number) => 1000 + (ulong)number;

    public static Acknowledgement AckAt(long seq, long epoch = 1) => new(new Position(epoch, seq), seq, 500 + (ulong)seq);

    public static Delivery MessageAt(long seq, long number, int sender, long epoch = 1) =>
        new(new Position(epoch, seq), seq, EntryContent.Message, 500 + (ulong)seq, number, sender, BodyOf(number));

    public static Delivery EventAt(long seq) => new(new Position(1, seq), seq, EntryContent.Event);

    public long Send(int member)
    {
        _senders.Add(member);
        Room.Invoked(member, member, _senders.Count, BodyOf(_senders.Count));
        return _senders.Count;
    }

    public int Sender(long number) => _senders[(int)number - 1];

    /// <summary>A message that is sent, acknowledged and delivered to some members.</summary>
    public void Speak(int member, long seq, params int[] to)
    {
        var number = Send(member);
        Room.Acknowledged(member, number, AckAt(seq));
        foreach (var receiver in to)
        {
            Room.Delivered(receiver, MessageAt(seq, number, member));
        }
    }

    public void SpeakToAll(int member, long seq) => Speak(member, seq, 0, 1, 2);

    public Violation FinishWithOne()
    {
        Room.Finish();
        return Assert.Single(Findings.First);
    }

    public void FinishFine()
    {
        Room.Finish();
        Assert.Empty(Findings.First);
        Assert.Equal(0, Findings.Total);
    }
}
