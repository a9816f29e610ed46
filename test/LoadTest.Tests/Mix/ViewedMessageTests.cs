using OrleansChat.History;
using OrleansChat.LoadTest.Mix;

namespace OrleansChat.LoadTest.Tests.Mix;

public sealed class ViewedMessageTests
{
    private const ulong Thumb = 7;

    private readonly ViewedMessage _message = Message(11);

    [Fact]
    public void Apply_Edits_TheLastOneIsShown()
    {
        _message.Apply(new MessageChange(ChangeKind.Edited, 11, 0, 5), 12, isOwn: false);
        _message.Apply(new MessageChange(ChangeKind.Edited, 11, 0, 6), 13, isOwn: false);

        Assert.Equal((6UL, 13, 13), (_message.Shown.Text, _message.Shown.Version, _message.Rev));
    }

    [Fact]
    public void Apply_WhatIsContainedAlready_ChangesNothing()
    {
        var message = new ViewedMessage([], default, new ShownMessage(11, 1, 13, false, false, [new ShownReaction(Thumb, 1, Own: false)], 14));

        message.Apply(new MessageChange(ChangeKind.Edited, 11, 0, 5), 13, isOwn: false);
        message.Apply(new MessageChange(ChangeKind.Reacted, 11, 0, Thumb), 14, isOwn: false);

        Assert.Equal((1UL, 13L, 14L), (message.Shown.Text, message.Shown.Version, message.Rev));
        Assert.Equal([new ShownReaction(Thumb, 1, Own: false)], message.Shown.Reactions);
    }

    [Fact]
    public void Apply_Reactions_AreCountedAndOneIsOwn()
    {
        _message.Apply(new MessageChange(ChangeKind.Reacted, 11, 0, Thumb), 12, isOwn: false);
        _message.Apply(new MessageChange(ChangeKind.Reacted, 11, 1, Thumb), 13, isOwn: true);

        Assert.Equal([new ShownReaction(Thumb, 2, Own: true)], _message.Shown.Reactions);
        Assert.True(_message.Says(Thumb));

        _message.Apply(new MessageChange(ChangeKind.Unreacted, 11, 1, Thumb), 14, isOwn: true);

        Assert.Equal([new ShownReaction(Thumb, 1, Own: false)], _message.Shown.Reactions);
        Assert.False(_message.Says(Thumb));

        _message.Apply(new MessageChange(ChangeKind.Unreacted, 11, 0, Thumb), 15, isOwn: false);

        Assert.Empty(_message.Shown.Reactions);
    }

    [Fact]
    public void Apply_PinAndDeletion_LeaveNothingElse()
    {
        _message.Apply(new MessageChange(ChangeKind.Reacted, 11, 0, Thumb), 12, isOwn: false);
        _message.Apply(new MessageChange(ChangeKind.Pinned, 11, 0), 13, isOwn: false);
        Assert.True(_message.Shown.Pinned);

        _message.Apply(new MessageChange(ChangeKind.Deleted, 11, 0), 14, isOwn: false);

        Assert.Equal((0UL, 0L, true, false), (_message.Shown.Text, _message.Shown.Version, _message.Shown.Deleted, _message.Shown.Pinned));
        Assert.Empty(_message.Shown.Reactions);
    }

    [Fact]
    public void View_MoreThanItKeeps_LosesTheOldest()
    {
        var view = new MessageView();
        view.Replace([.. Enumerable.Range(1, MessageView.Capacity + 5).Select(seq => Message(seq))]);
        Assert.Equal((6, MessageView.Capacity), (view.Messages[0].Seq, view.Messages.Count));

        view.Add(Message(100));

        Assert.Equal((7, 100, MessageView.Capacity), (view.Messages[0].Seq, view.Messages[^1].Seq, view.Messages.Count));
        Assert.Null(view.Find(6));
        Assert.Equal(7, view.Find(7)?.Seq);
    }

    private static ViewedMessage Message(long seq) => new([], default, new ShownMessage(seq, 1, 0, false, false, [], 0));
}
