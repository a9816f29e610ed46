using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

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

    public static Joined Of(RoomSnapshot snapshot, RoomId room, Person me, int history, long now)
    {
        var (messages, _) = Folding.Fold(snapshot.Entries, me.Id, static _ => true);
        return Of(snapshot, room, me, messages[Math.Max(0, messages.Length - history)..], [], now);
    }

    /// <summary>What became of a room that was to be resumed: where it continues, just what was missed.</summary>
    public static RoomOutcome Of(RoomSnapshot snapshot, RoomId room, Person me, Position resumed, long now)
    {
        var (messages, changes) = Folding.Fold(snapshot.Entries, me.Id, seq => !snapshot.Continues || seq > resumed.Seq);
        return new RoomOutcome(room.Value, snapshot.Continues ? RoomOutcome.Resumed : RoomOutcome.Snapshot, Of(snapshot, room, me, messages, changes, now));
    }

    private static Joined Of(RoomSnapshot snapshot, RoomId room, Person me, MessageFrame[] messages, Frame[] changes, long now) => new(
        room.Value, snapshot.Epoch, snapshot.Head, snapshot.Clock,
        new MemberInfo(me.Id.Value, me.Name, RoleNames.Of(snapshot.Role)),
        [.. snapshot.Members.Select(Frames.Member)],
        snapshot.MemberCount,
        messages,
        [.. snapshot.Members.Select(member => new ReadMarker(member.Person.Id.Value, member.ReadSeq))],
        changes is [] ? null : changes,
        RulesOf(snapshot.Entries, me.Id, now));

    public static MessagePage Of(RoomMessages page, RoomId room, UserId me, long? after)
    {
        var (messages, changes) = Folding.Fold(page.Entries, me, seq => after is not { } from || (seq > from && seq <= page.To));
        return new MessagePage(room.Value, page.Epoch, page.Head, messages, page.HasMore, changes is [] ? null : changes, after is null ? null : page.To);
    }

    public static MemberPage Of(RoomMembers page, RoomId room) =>
        new(room.Value, [.. page.Members.Select(Frames.Member)], page.Count, page.HasMore);

    private static RoomRules? RulesOf(Entry[] entries, UserId me, long now)
    {
        var rulings = new Rulings();
        foreach (var ruling in entries.OfType<Ruling>())
        {
            rulings.TryAdd(ruling);
        }

        var interval = rulings.Holding(RulingKind.Slowed, null, now) is { Value: > 0 } slow ? slow.Value : (int?)null;
        var (frozen, muted) = (rulings.Holding(RulingKind.Frozen, null, now)?.Until, rulings.Holding(RulingKind.Muted, me, now)?.Until);
        return interval is null && frozen is null && muted is null ? null : new RoomRules(interval, frozen, muted);
    }

    private static bool IsRetryable(Refused refused) =>
        refused.Code is ChatErrorCode.RateLimited or ChatErrorCode.SlowMode or ChatErrorCode.Overloaded or ChatErrorCode.Unavailable or ChatErrorCode.Draining;
}
