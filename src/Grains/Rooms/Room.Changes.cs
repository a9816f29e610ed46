using OrleansChat.Contracts;

namespace OrleansChat.Grains.Rooms;

/// <summary>What members may do to messages that the room keeps.</summary>
internal sealed partial class Room
{
    public Reply<Posted> Change(ChangeMessage change, long now)
    {
        if (RefusalFor(change.Gateway, change.User, now, out var member) is { } refusal)
        {
            return refusal;
        }

        var key = MessageKey.Of(change.User, change.Key);
        var content = KeyWindow.ContentOf(change.Kind, change.Target, change.Body);
        if (AnswerTo(key, content, now) is { } answered)
        {
            return answered;
        }

        if (Find(change.Target) is not { } message)
        {
            return new Refused(ChatErrorCode.TargetGone, "The room does not keep this message.");
        }

        MessageChanged[] changes = [.. _ring.ChangesOf(message.Seq)];
        if (Array.Find(changes, IsDone) is { } done)
        {
            return PlaceOf(done) with { Duplicate = true };
        }

        if ((Silenced(change.User, now) ?? RefusalFor(change, message, changes)) is { } refused)
        {
            return refused;
        }

        if (change.Kind is ChangeKind.Unreacted or ChangeKind.Unpinned && !Array.Exists(changes, known => IsCounterpart(known, change)))
        {
            return PlaceOf(message) with { Duplicate = true };
        }

        var stamp = Stamp(now, change.Clock);
        return Accept(key, content, new MessageChanged
        {
            Room = _id, Epoch = Epoch, Seq = stamp.Seq, Clock = stamp.Clock, At = stamp.At, From = member!.Person, Body = change.Body, Key = change.Key,
            Kind = change.Kind, Target = change.Target,
        });

        // To say the same again changes nothing; a text alone may be changed to what it is, as that is a new version.
        bool IsDone(MessageChanged known) => known.Kind == change.Kind && change.Kind switch
        {
            ChangeKind.Edited => false,
            ChangeKind.Reacted or ChangeKind.Unreacted => known.From.Id == change.User && known.Body == change.Body,
            _ => true,
        };
    }

    private Refused? RefusalFor(ChangeMessage change, MessagePosted message, MessageChanged[] changes)
    {
        if (Array.Exists(changes, known => known.Kind is ChangeKind.Deleted))
        {
            return new Refused(ChatErrorCode.TargetGone, "The message was deleted.");
        }

        if (message.From.Id != change.User && !MayChange(change.Kind, RoleOf(change.User), message.From.Id))
        {
            return new Refused(ChatErrorCode.Forbidden, "Only its author, or who has a higher role than he, may do this to a message.");
        }

        var version = Array.FindLast(changes, known => known.Kind is ChangeKind.Edited)?.Seq ?? message.Seq;
        if (change.Kind is ChangeKind.Edited && change.Version is { } seen && seen != version)
        {
            return new Refused(ChatErrorCode.VersionConflict, $"The message was edited meanwhile; its version is {version}.");
        }

        // A change that takes another one's place needs none: so what takes something back, or deletes it.
        var takesAPlace = change.Kind is ChangeKind.Edited ? version == message.Seq
            : change.Kind is ChangeKind.Reacted or ChangeKind.Pinned && !Array.Exists(changes, known => IsCounterpart(known, change));
        return takesAPlace && _ring.Changes >= _limits.Changes
            ? new Refused(ChatErrorCode.TooLarge, $"The room keeps {_limits.Changes} edits, reactions and pins; try again when older messages have gone.", Limit: _limits.Changes)
            : null;
    }

    /// <summary>The message that was accepted at a place, if it is kept.</summary>
    private MessagePosted? Find(Position place) => _ring.Find(place.Seq) is { } message && message.Epoch == place.Epoch ? message : null;

    /// <summary>What somebody may do to another one's message.</summary>
    private bool MayChange(ChangeKind kind, RoomRole role, UserId author) => kind switch
    {
        ChangeKind.Edited => false,
        ChangeKind.Deleted => role >= RoomRole.Moderator && role > RoleOf(author),
        _ => true,
    };

    private static bool IsCounterpart(MessageChanged known, ChangeMessage change) => (known.Kind, change.Kind) switch
    {
        (ChangeKind.Pinned, ChangeKind.Unpinned) or (ChangeKind.Unpinned, ChangeKind.Pinned) => true,
        (ChangeKind.Reacted, ChangeKind.Unreacted) or (ChangeKind.Unreacted, ChangeKind.Reacted) => known.From.Id == change.User && known.Body == change.Body,
        _ => false,
    };
}
