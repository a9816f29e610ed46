using System.Runtime.InteropServices;
using OrleansChat.History;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Mix;

/// <summary>A message as one member shows it, with what was done to it.</summary>
/// <param name="id">Its id, which who changes it must name.</param>
/// <param name="stamp">What its body says of it; an edit keeps that.</param>
/// <param name="shown">How it came.</param>
internal sealed class ViewedMessage(byte[] id, BodyStamp stamp, ShownMessage shown)
{
    private readonly List<ShownReaction> _reactions = [.. shown.Reactions];
    private ShownMessage _shown = shown;

    public long Seq => _shown.Seq;

    /// <summary>The number of the last change that is in it; 0 where there is none.</summary>
    public long Rev => _shown.Rev;

    public ReadOnlySpan<byte> Id => id;

    public BodyStamp Stamp => stamp;

    /// <summary>What it is to the checker.</summary>
    public ShownMessage Shown => _shown with { Reactions = [.. _reactions] };

    /// <summary>Whether the member's user says an emoji to it.</summary>
    public bool Says(ulong emoji) => _reactions.Exists(reaction => reaction.Emoji == emoji && reaction.Own);

    /// <summary>Takes a change that came as a frame, unless it is contained already.</summary>
    /// <param name="change">What was done.</param>
    /// <param name="at">The change's number.</param>
    /// <param name="isOwn">Whether the member's user did it.</param>
    public void Apply(in MessageChange change, long at, bool isOwn)
    {
        if (at <= Rev)
        {
            return;
        }

        _shown = _shown with { Rev = at };
        switch (change.Kind)
        {
            case ChangeKind.Edited:
                _shown = _shown with { Text = change.Content, Version = at };
                break;
            case ChangeKind.Deleted:
                _shown = _shown with { Text = 0, Version = 0, Deleted = true, Pinned = false };
                _reactions.Clear();
                break;
            case ChangeKind.Pinned or ChangeKind.Unpinned:
                _shown = _shown with { Pinned = change.Kind == ChangeKind.Pinned };
                break;
            default:
                Count(change.Content, change.Kind == ChangeKind.Reacted, isOwn);
                break;
        }
    }

    private void Count(ulong emoji, bool isOn, bool isOwn)
    {
        var place = _reactions.FindIndex(reaction => reaction.Emoji == emoji);
        if (place < 0)
        {
            place = _reactions.Count;
            _reactions.Add(new ShownReaction(emoji, 0, Own: false));
        }

        ref var counted = ref CollectionsMarshal.AsSpan(_reactions)[place];
        counted = new ShownReaction(emoji, counted.Count + (isOn ? 1 : -1), isOwn ? isOn : counted.Own);
        if (counted.Count == 0)
        {
            _reactions.RemoveAt(place);
        }
    }
}
