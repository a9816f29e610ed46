using System.Globalization;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>What frames say was done to a message. Pure.</summary>
internal static class MessageChanges
{
    /// <summary>The number of the message that a frame changes; null for a frame that changes none.</summary>
    public static long? TargetOf(OrderedFrame frame) => frame switch
    {
        EditedFrame edited => SeqOf(edited.Target),
        DeletedFrame deleted => SeqOf(deleted.Target),
        ReactionFrame reaction => SeqOf(reaction.Target),
        PinFrame pin => SeqOf(pin.Target),
        _ => null,
    };

    /// <summary>The message after a change; the same one where that is contained in it already.</summary>
    /// <param name="message">The message.</param>
    /// <param name="change">A frame that changes this message.</param>
    /// <param name="me">Who reads.</param>
    public static MessageFrame Apply(MessageFrame message, OrderedFrame change, string? me) => change.Seq <= (message.Rev ?? 0) ? message : change switch
    {
        EditedFrame edited => message with { Body = edited.Body, Version = edited.Seq, Rev = edited.Seq },
        DeletedFrame => message.WithoutContent(change.Seq),
        PinFrame pin => message with { Pinned = pin.On ? true : null, Rev = pin.Seq },
        ReactionFrame reaction => message with { Reactions = Count(message.Reactions ?? [], reaction, isOwn: reaction.By.Id == me), Rev = reaction.Seq },
        _ => message,
    };

    private static ReactionInfo[]? Count(IReadOnlyList<ReactionInfo> reactions, ReactionFrame reaction, bool isOwn)
    {
        var known = reactions.FirstOrDefault(one => one.Emoji == reaction.Emoji) ?? new ReactionInfo(reaction.Emoji, 0, Own: false);
        var counted = known with { Count = known.Count + (reaction.On ? 1 : -1), Own = isOwn ? reaction.On : known.Own };
        ReactionInfo[] all = known.Count == 0 ? [.. reactions, counted] : [.. reactions.Select(one => one == known ? counted : one).Where(one => one.Count > 0)];
        return all is [] ? null : all;
    }

    private static long? SeqOf(string id) =>
        long.TryParse(id.AsSpan(id.IndexOf('-', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
}
