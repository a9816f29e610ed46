using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Hubs;

/// <summary>What grains answer, in the words of the wire.</summary>
internal static class Answers
{
    private const string InMemory = "memory";
    private const string Replicated = "replicated";

    public static Refusal Of(Refused refused) => new(new ChatError(refused.Code, refused.Message, IsRetryable(refused))
    {
        RetryAfterMs = refused.RetryAfterMs,
        Limit = refused.Limit,
        Remaining = refused.Remaining,
        Window = refused.WindowSeconds,
    });

    public static Ack Of(Posted posted) =>
        new(posted.MessageId, posted.Epoch, posted.Seq, posted.Clock, posted.At, posted.Duplicate, posted.Replicated ? Replicated : InMemory);

    public static Joined Of(RoomSnapshot snapshot, RoomId room, Person me, int history) =>
        Of(snapshot, room, me, snapshot.Messages.AsSpan(Math.Max(0, snapshot.Messages.Length - history)));

    /// <summary>What became of a room that was to be resumed: where it continues, just what was missed.</summary>
    public static RoomOutcome Of(RoomSnapshot snapshot, RoomId room, Person me, Position resumed) => snapshot.Continues
        ? new RoomOutcome(room.Value, RoomOutcome.Resumed, Of(snapshot, room, me, Array.FindAll(snapshot.Messages, message => message.Seq > resumed.Seq)))
        : new RoomOutcome(room.Value, RoomOutcome.Snapshot, Of(snapshot, room, me, snapshot.Messages));

    private static Joined Of(RoomSnapshot snapshot, RoomId room, Person me, ReadOnlySpan<MessagePosted> messages)
    {
        var frames = new MessageFrame[messages.Length];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = Of(messages[i], me.Id);
        }

        return new Joined(
            room.Value, snapshot.Epoch, snapshot.Head, snapshot.Clock,
            Frames.Member(me),
            [.. snapshot.Members.Select(member => Frames.Member(member.Person))],
            snapshot.MemberCount,
            frames,
            [.. snapshot.Members.Select(member => new ReadMarker(member.Person.Id.Value, member.ReadSeq))]);
    }

    public static MessagePage Of(RoomMessages page, RoomId room, UserId me) =>
        new(room.Value, page.Epoch, page.Head, [.. page.Messages.Select(message => Of(message, me))], page.HasMore);

    public static MemberPage Of(RoomMembers page, RoomId room) =>
        new(room.Value, [.. page.Members.Select(member => Frames.Member(member.Person))], page.Count, page.HasMore);

    private static MessageFrame Of(MessagePosted message, UserId me) => Frames.Of(message, withKey: message.From.Id == me);

    private static bool IsRetryable(Refused refused) =>
        refused.Code is ChatErrorCode.RateLimited or ChatErrorCode.Overloaded or ChatErrorCode.Unavailable or ChatErrorCode.Draining;
}
