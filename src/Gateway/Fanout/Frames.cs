using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Fanout;

/// <summary>What grains say, in the words of the wire.</summary>
internal static class Frames
{
    public const string TextKind = "text";

    public static Frame Of(RoomEvent roomEvent) => roomEvent switch
    {
        MemberJoined joined => new JoinedFrame(
            joined.Room.Value, joined.Epoch, joined.Seq, joined.Clock, joined.At, new MemberInfo(joined.Member.Id.Value, joined.Member.Name, RoleNames.Of(joined.Role)), joined.MemberCount),
        MemberLeft left => new LeftFrame(
            left.Room.Value, left.Epoch, left.Seq, left.Clock, left.At, User(left.Member), Reason(left.Reason), left.MemberCount),
        MessageChanged changed => Of(changed),
        Ruling ruling => Of(ruling),
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

    public static OrderedFrame Of(Ruling ruling)
    {
        var (room, by, user) = (ruling.Room.Value, User(ruling.From), ruling.Subject is { } subject ? User(subject) : null);
        return ruling.Kind is RulingKind.Role
            ? new RoleFrame(room, ruling.Epoch, ruling.Seq, ruling.Clock, ruling.At, user!, RoleNames.Of((RoomRole)ruling.Value), by)
            : new ModeratedFrame(
                room, ruling.Epoch, ruling.Seq, ruling.Clock, ruling.At, RulingNames.Of(ruling.Kind), by, user, ruling.Until == 0 ? null : ruling.Until,
                ruling.Kind is RulingKind.Slowed ? ruling.Value : null, ruling.Body.Length == 0 ? null : ruling.Body);
    }

    public static MessageFrame Of(MessagePosted posted, bool withKey) => new(
        posted.Room.Value, posted.Epoch, posted.Seq, posted.Clock, posted.At,
        posted.EntryId, User(posted.From), posted.Body, TextKind, withKey ? posted.Key : null, ReplyTo: Quote(posted.ReplyTo), Mentions: posted.Mentions?.Select(user => user.Value).ToArray());

    public static QuoteInfo? Quote(Quote? quote) => quote is null ? null
        : new(Entry.IdOf(quote.Message.Epoch, quote.Message.Seq), User(quote.From), quote.Text, Deleted: quote.Text.Length == 0 ? true : null);

    public static MemberInfo Member(RoomMember member) => new(member.Person.Id.Value, member.Person.Name, RoleNames.Of(member.Role));

    private static UserInfo User(Person person) => new(person.Id.Value, person.Name);

    private static string Reason(LeaveReason reason) => reason switch
    {
        LeaveReason.Left => "left",
        LeaveReason.Removed => "removed",
        _ => "disconnected",
    };
}
