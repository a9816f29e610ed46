using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;

namespace OrleansChat.Gateway.Tests.Connections;

public sealed class OutboxQueueTests
{
    private static readonly SlowFrame Signals = new("signals");
    private static readonly SlowFrame Receipts = new("receipts");
    private static readonly SlowFrame None = new("none");

    private readonly OutboxQueue _queue = new(new OutboxOptions { Frames = 16 });

    [Fact]
    public void Take_NothingWaits_IsNothing() => Assert.Null(_queue.Take());

    [Fact]
    public void Take_BelowAQuarter_IsEverythingAsItCame()
    {
        Add(Typing("ann", on: true), Typing("ann", on: false), Read("ann", 1));

        AssertTaken(Typing("ann", on: true), Typing("ann", on: false), Read("ann", 1));
    }

    [Fact]
    public void Add_FromAQuarterOn_OnlyTheLatestTypingOfAUserInARoomWaits()
    {
        Add(Typing("ann", on: true), Message(1), Typing("bob", on: true), Read("ann", 1));
        Assert.Equal(SlowStep.Signals, _queue.Step);

        Add(Typing("ann", on: false), Typing("ann", on: true, room: "B"), Read("ann", 2));

        AssertTaken(
            Signals, Message(1), Typing("bob", on: true), Read("ann", 1), Typing("ann", on: false), Typing("ann", on: true, room: "B"), Read("ann", 2), None);
    }

    [Fact]
    public void Add_AQuarterIsReached_ConflatesWhatWaitsAlready()
    {
        Add(Typing("ann", on: true), Typing("ann", on: false), Typing("ann", on: true), Message(1));

        AssertTaken(Signals, Typing("ann", on: true), Message(1), None);
    }

    [Fact]
    public void Add_HalfIsReached_OnlyTheLatestReadMarkerOfAUserInARoomWaits()
    {
        Add([Read("ann", 1), Read("bob", 1), Read("ann", 2), .. Messages(1, 4), Read("ann", 3)]);
        Assert.Equal(SlowStep.Receipts, _queue.Step);

        Add(Read("bob", 5), Read("bob", 6, room: "B"));

        AssertTaken([Signals, Receipts, .. Messages(1, 4), Read("ann", 3), Read("bob", 5), Read("bob", 6, room: "B"), None]);
    }

    [Fact]
    public void Add_BytesPassAQuarter_IsAStepToo()
    {
        var queue = new OutboxQueue(new OutboxOptions { Bytes = 4096 });

        queue.TryAdd(FrameEncoder.Encode(Message(1, body: new string('x', 1100))));

        Assert.Equal(SlowStep.Signals, queue.Step);
    }

    [Fact]
    public void Add_TheBoundIsPassed_ADigestStandsForTheOrderedFramesOfEachRoom()
    {
        Add([Message(7), Message(3, room: "B"), Read("ann", 1), .. Messages(8, 21)]);

        Assert.Equal((3, SlowStep.Digest), (_queue.Frames, _queue.Step));
        AssertTaken(Signals, Receipts, new DigestFrame("A", 1, 21, 15), new DigestFrame("B", 1, 3, 1), Read("ann", 1), None);
    }

    [Fact]
    public void Add_ADigestWaits_FurtherOrderedFramesOfItsRoomOnlyAdvanceIt()
    {
        Add([.. Messages(1, 17)]);

        Add(Message(18), Message(1, room: "B"), Joined(19));

        AssertTaken(Signals, Receipts, new DigestFrame("A", 1, 19, 19), Message(1, room: "B"), None);
    }

    [Fact]
    public void Add_TheDigestWasTaken_FramesWaitAgain()
    {
        Add([.. Messages(1, 17)]);
        Assert.Equal<Frame>([Signals, Receipts, new DigestFrame("A", 1, 17, 17)], [TakeOne()!, TakeOne()!, TakeOne()!]);

        Add(Message(18), Message(19));

        AssertTaken(Message(18), Message(19), None);
    }

    [Fact]
    public void Add_TheBoundIsPassed_TypingIsDropped()
    {
        Add([Typing("ann", on: true), .. Messages(1, 16), Typing("bob", on: true)]);

        AssertTaken(Signals, Receipts, new DigestFrame("A", 1, 16, 16), Typing("bob", on: true), None);
    }

    [Fact]
    public void Add_AnEpochFrameFollowsOrderedFramesThatAreLeftOut_TheRoomMustBeJoinedAgain()
    {
        Add([.. Messages(1, 8), new EpochFrame("A", 2, 8, Recovered: true, []), new MembersFrame("A", [], 0), .. Messages(9, 14, epoch: 2), Message(1, room: "B")]);

        AssertTaken(Signals, Receipts, Resync("A"), new DigestFrame("B", 1, 1, 1), None);
    }

    [Fact]
    public void Add_AnEpochFramePrecedesOrderedFramesThatAreLeftOut_ItStaysBeforeTheDigest()
    {
        var epoch = new EpochFrame("A", 2, 8, Recovered: true, []);
        Add([epoch, .. Messages(9, 24, epoch: 2)]);

        AssertTaken(Signals, Receipts, epoch, new DigestFrame("A", 2, 24, 16), None);
    }

    [Theory]
    [MemberData(nameof(RoomStates))]
    public void Add_ADigestWaitsAndTheOrderIsRestated_TheRoomMustBeJoinedAgain(string type)
    {
        Add([.. Messages(1, 17)]);

        Add(StateOf(type), Message(18));

        AssertTaken(Signals, Receipts, Resync("A"), None);
    }

    public static TheoryData<string> RoomStates => ["epoch", "members", "gap", "resync"];

    [Fact]
    public void Add_OneFrameIsLargerThanTheBound_TheRoomMustBeJoinedAgain()
    {
        Add(new ResyncFrame("A", new string('x', 300_000)));

        AssertTaken(Signals, Receipts, Resync("A"), None);
    }

    [Fact]
    public void Add_ReadMarkersAloneFillTheQueue_TheirRoomMustBeJoinedAgain()
    {
        for (var user = 0; user < 17; user++)
        {
            Add(Read($"user-{user}", 1));
        }

        AssertTaken(Signals, Receipts, Resync("A"), None);
    }

    [Fact]
    public void Add_ReadMarkersBeforeADigestFillTheQueue_OneFrameStandsForBoth()
    {
        Add([Read("ann", 1), .. Messages(1, 16)]);

        for (var user = 0; user < 15; user++)
        {
            Add(Read($"user-{user}", 1));
        }

        AssertTaken(Signals, Receipts, Resync("A"), None);
    }

    [Fact]
    public void Add_MoreRoomsThanTheBoundAllows_IsRefused()
    {
        for (var room = 0; room < 16; room++)
        {
            Add(Message(1, room: $"R{room}"));
        }

        Assert.False(_queue.TryAdd(FrameEncoder.Encode(Message(1, room: "R16"))));
    }

    [Fact]
    public void Add_FramesOfTheConnectionPassTheBound_IsRefused()
    {
        for (var number = 0; number < 16; number++)
        {
            Add(new DrainFrame(number));
        }

        Assert.False(_queue.TryAdd(FrameEncoder.Encode(new DrainFrame(16))));
    }

    [Fact]
    public void Forget_ADigestWaits_TheRoomsNextFramesWaitByThemselves()
    {
        Add([.. Messages(1, 17)]);

        _queue.Forget("A");
        Assert.Equal((0, 0), (_queue.Frames, _queue.Bytes));
        Add(Message(18), Typing("ann", on: true));
        _queue.Forget("B");

        AssertTaken(Signals, Receipts, Message(18), Typing("ann", on: true), None);
    }

    [Fact]
    public void Encode_LargestSummary_IsWithinWhatItIsCountedFor()
    {
        var summary = new RoomSummary(new string('A', 64));
        summary.Fold(FrameEncoder.Encode(Message(long.MaxValue, new string('A', 64), epoch: long.MaxValue)));
        var digest = summary.Encode().Bytes;
        summary.Fold(FrameEncoder.Encode(StateOf("gap")));

        // A count of one is nine digits short of the longest.
        Assert.InRange(digest + 9, 1, RoomSummary.MostBytes);
        Assert.InRange(summary.Encode().Bytes, 1, RoomSummary.MostBytes);
    }

    private static Frame StateOf(string type) => type switch
    {
        "epoch" => new EpochFrame("A", 2, 17, Recovered: true, []),
        "members" => new MembersFrame("A", [], 0),
        "gap" => new GapFrame("A", 1, 2),
        _ => new ResyncFrame("A", "why"),
    };

    private static ResyncFrame Resync(string room) => new(room, "Too much was left out while you were reading slowly.");

    private static TypingFrame Typing(string user, bool on, string room = "A") => new(room, new UserInfo(user, user), on);

    private static ReadFrame Read(string user, long seq, string room = "A") => new(room, user, seq);

    private static JoinedFrame Joined(long seq) => new("A", 1, seq, seq, seq, new MemberInfo("ann", "Ann", "member"), 1);

    private static MessageFrame Message(long seq, string room = "A", long epoch = 1, string body = "hi") =>
        new(room, epoch, seq, seq, seq, $"{seq}", new UserInfo("ann", "Ann"), body, "text");

    private static IEnumerable<Frame> Messages(int from, int to, long epoch = 1) =>
        Enumerable.Range(from, to - from + 1).Select(seq => Message(seq, epoch: epoch));

    private void Add(params IEnumerable<Frame> frames) =>
        Assert.All(frames, frame => Assert.True(_queue.TryAdd(FrameEncoder.Encode(frame)), $"No place for {frame}."));

    private Frame? TakeOne() => _queue.Take() is { } frame ? FrameRecorder.Read(frame.Message) : null;

    private void AssertTaken(params IEnumerable<Frame> expected)
    {
        var taken = new List<Frame>();
        while (TakeOne() is { } frame)
        {
            taken.Add(frame);
        }

        // Compared as text, as a frame that holds a list equals only itself.
        Assert.Equal(expected.Select(Text), taken.Select(Text));
        Assert.Equal((0, 0, SlowStep.None), (_queue.Frames, _queue.Bytes, _queue.Step));
    }

    private static string Text(Frame frame) => System.Text.Json.JsonSerializer.Serialize(frame, ChatJson.Options);
}
