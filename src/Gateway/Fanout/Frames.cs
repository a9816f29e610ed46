using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Fanout;

/// <summary>What grains say, in the words of the wire.</summary>
internal static class Frames
{
    public const string TextKind = "text";
    public const string MemberRole = "member";

    public static Frame Of(RoomEvent roomEvent) => roomEvent switch
    {
        MemberJoined joined => new JoinedFrame(
            joined.Room.Value, joined.Epoch, joined.Seq, joined.Clock, joined.At, Member(joined.Member), joined.MemberCount),
        MemberLeft left => new LeftFrame(
            left.Room.Value, left.Epoch, left.Seq, left.Clock, left.At, User(left.Member), Reason(left.Reason), left.MemberCount),
        TypingChanged typing => new TypingFrame(typing.Room.Value, User(typing.Member), typing.On),
        ReadMoved read => new ReadFrame(read.Room.Value, read.User.Value, read.Seq),
        _ => throw new ArgumentOutOfRangeException(nameof(roomEvent), roomEvent.GetType().Name, "There is no frame for this event."),
    };

    public static MessageFrame Of(MessagePosted posted, bool withKey) => new(
        posted.Room.Value, posted.Epoch, posted.Seq, posted.Clock, posted.At,
        posted.MessageId, User(posted.From), posted.Body, TextKind, withKey ? posted.Key : null);

    public static MemberInfo Member(Person person) => new(person.Id.Value, person.Name, MemberRole);

    private static UserInfo User(Person person) => new(person.Id.Value, person.Name);

    private static string Reason(LeaveReason reason) => reason == LeaveReason.Left ? "left" : "disconnected";
}
