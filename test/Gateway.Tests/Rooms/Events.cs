using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

/// <summary>Events of one room, as its grain would number them. Ann writes the messages.</summary>
internal static class Events
{
    public const long Epoch = 100;

    public static readonly RoomId Room = RoomId.Parse("A");
    public static readonly Person Ann = new(new UserId("ann"), "Ann");
    public static readonly Person Bob = new(new UserId("bob"), "Bob");
    public static readonly Person Carl = new(new UserId("carl"), "Carl");

    public static MessagePosted Message(long seq, long epoch = Epoch) => new()
    {
        Room = Room, Epoch = epoch, Seq = seq, Clock = epoch + seq, At = seq, From = Ann, Body = $"{seq}", Key = $"k{seq}",
    };

    public static MemberJoined Joined(long seq, Person member, long epoch = Epoch) => new()
    {
        Room = Room, Epoch = epoch, Seq = seq, Clock = epoch + seq, At = seq, Member = member, MemberCount = 1,
    };

    public static MemberLeft Left(long seq, Person member, long epoch = Epoch) => new()
    {
        Room = Room, Epoch = epoch, Seq = seq, Clock = epoch + seq, At = seq, Member = member, Reason = LeaveReason.Left, MemberCount = 1,
    };

    public static Ruling Ruling(long seq, RulingKind kind, Person subject, long epoch = Epoch) => new()
    {
        Room = Room, Epoch = epoch, Seq = seq, Clock = epoch + seq, At = seq, From = Ann, Body = "", Key = $"k{seq}", Kind = kind, Subject = subject,
    };

    public static TypingChanged Typing(Person member, long epoch = Epoch) => new() { Room = Room, Epoch = epoch, Member = member, On = true };

    public static ReadMoved Read(Person member, long seq) => new() { Room = Room, Epoch = Epoch, User = member.Id, Seq = seq };

    public static RoomSnapshot Snapshot(long head, long epoch = Epoch, params MessagePosted[] messages) =>
        new(epoch, head, epoch + head, [], 1, messages, WholeFrom: 0, Continues: false, Ended: []);

    public static CatchUp CatchUp(long head, long epoch = Epoch, params MessagePosted[] missed) =>
        new() { Epoch = epoch, Head = head, Clock = epoch + head, Missed = missed };

    public static EpochBegan Began(CatchUp catchUp) => new() { Room = Room, Epoch = catchUp.Epoch, CatchUp = catchUp };
}
