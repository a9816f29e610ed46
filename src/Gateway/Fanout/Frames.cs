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
        MessageChanged changed => Of(changed),
        TypingChanged typing => new TypingFrame(typing.Room.Value, User(typing.Member), typing.On),
        ReadMoved read => new ReadFrame(read.Room.Value, read.User.Value, read.Seq),
        _ => throw new ArgumentOutOfRangeException(nameof(roomEvent), roomEvent.GetType().Name, "There is no frame for this event."),
    };

    public static Frame Of(MessageChanged change)
    {
        var (room, target, by) = (change.Room.Value, Entry.IdOf(change.Target.Epoch, change.Target.Seq), User(change.From));
        return change.Kind switch
        {
            ChangeKind.Edited => new EditedFrame(room, change.Epoch, change.Seq, change.Clock, change.At, target, by, change.Body),
            ChangeKind.Deleted => new DeletedFrame(room, change.Epoch, change.Seq, change.Clock, change.At, target, by),
            ChangeKind.Reacted or ChangeKind.Unreacted =>
                new ReactionFrame(room, change.Epoch, change.Seq, change.Clock, change.At, target, by, change.Body, change.Kind is ChangeKind.Reacted),
            ChangeKind.Pinned or ChangeKind.Unpinned =>
                new PinFrame(room, change.Epoch, change.Seq, change.Clock, change.At, target, by, change.Kind is ChangeKind.Pinned),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "There is no frame for this change."),
        };
    }

    public static MessageFrame Of(MessagePosted posted, bool withKey) => new(
        posted.Room.Value, posted.Epoch, posted.Seq, posted.Clock, posted.At,
        posted.EntryId, User(posted.From), posted.Body, TextKind, withKey ? posted.Key : null, ReplyTo: Quote(posted.ReplyTo), Mentions: posted.Mentions?.Select(user => user.Value).ToArray());

    public static QuoteInfo? Quote(Quote? quote) => quote is null ? null
        : new(Entry.IdOf(quote.Message.Epoch, quote.Message.Seq), User(quote.From), quote.Text, Deleted: quote.Text.Length == 0 ? true : null);

    public static MemberInfo Member(Person person) => new(person.Id.Value, person.Name, MemberRole);

    private static UserInfo User(Person person) => new(person.Id.Value, person.Name);

    private static string Reason(LeaveReason reason) => reason == LeaveReason.Left ? "left" : "disconnected";
}
