using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Fanout;

/// <summary>Messages as a reader is to see them: with everything that was done to them. Pure.</summary>
internal static class Folding
{
    /// <summary>Folds entries for a reader.</summary>
    /// <param name="entries">Oldest first; of a message that is among them all that was done to it and still counts.</param>
    /// <param name="reader">Who reads: his own keys are shown to him, and which reactions are his; null for what all may read.</param>
    /// <param name="isNews">Whether the reader has not been shown the entry with this number.</param>
    /// <returns>
    /// The messages that are news; and the others to which something was done that is, as they are now. Of a message that is not kept any more just what was
    /// done, but for reactions, which nobody could count.
    /// </returns>
    public static (MessageFrame[] Messages, Frame[] Changes) Fold(IEnumerable<Entry> entries, UserId? reader, Func<long, bool> isNews)
    {
        var messages = new Dictionary<long, MessageFrame>();
        var changed = new HashSet<long>();
        var orphans = new List<Frame>();
        foreach (var entry in entries)
        {
            if (entry is MessagePosted message)
            {
                messages[message.Seq] = Frames.Of(message, withKey: message.From.Id == reader);
            }
            else if (entry is Ruling && isNews(entry.Seq))
            {
                orphans.Add(Frames.Of((Ruling)entry));
            }
            else if (entry is MessageChanged change)
            {
                if (messages.TryGetValue(change.Target.Seq, out var known))
                {
                    messages[change.Target.Seq] = Apply(known, change, isOwn: change.From.Id == reader) with { Rev = change.Seq };
                    if (isNews(change.Seq) && !isNews(change.Target.Seq))
                    {
                        changed.Add(change.Target.Seq);
                    }
                }
                else if (isNews(change.Seq) && change.Kind is not (ChangeKind.Reacted or ChangeKind.Unreacted))
                {
                    orphans.Add(Frames.Of(change));
                }
            }
        }

        return ([.. messages.Values.Where(message => isNews(message.Seq))], [.. messages.Values.Where(message => changed.Contains(message.Seq)), .. orphans]);
    }

    private static MessageFrame Apply(MessageFrame message, MessageChanged change, bool isOwn) => change.Kind switch
    {
        ChangeKind.Edited => message with { Body = change.Body, Version = change.Seq },
        ChangeKind.Deleted => message.WithoutContent(change.Seq),
        ChangeKind.Pinned => message with { Pinned = true },
        ChangeKind.Unpinned => message with { Pinned = null },
        ChangeKind.Reacted => message with { Reactions = With(message.Reactions ?? [], change.Body, isOwn) },

        // Of a user who has taken it back nothing else is kept about this emoji.
        _ => message,
    };

    private static ReactionInfo[] With(IReadOnlyList<ReactionInfo> reactions, string emoji, bool isOwn) => reactions.Any(known => known.Emoji == emoji)
        ? [.. reactions.Select(known => known.Emoji == emoji ? known with { Count = known.Count + 1, Own = known.Own || isOwn } : known)]
        : [.. reactions, new ReactionInfo(emoji, 1, isOwn)];
}
