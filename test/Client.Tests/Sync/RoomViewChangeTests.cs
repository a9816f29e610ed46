using OrleansChat.Client.Sync;
using OrleansChat.Contracts;
using static OrleansChat.Client.Tests.Sync.Frames;

namespace OrleansChat.Client.Tests.Sync;

public sealed class RoomViewChangeTests
{
    private readonly RoomView _view = new("R");
    private readonly DateTimeOffset _now = Start;

    public RoomViewChangeTests() => _view.Apply(Joined(5, 1, [Message(4), Message(5)], Ann, Ben), _now);

    [Fact]
    public void Apply_Edited_TheMessageIsShownWithItsNewText()
    {
        var edited = Message(4) with { Body = "new", Version = 6, Rev = 6 };

        Assert.Equal([new MessageUpdated(edited)], _view.Apply(Edited(6, "new"), _now));
        Assert.Equal([edited, Message(5)], _view.Messages);
        Assert.Equal(6, _view.Position?.Seq);
    }

    [Fact]
    public void Apply_Deleted_NothingIsLeftOfTheMessage()
    {
        _view.Apply(Reaction(6, Ben, "x"), _now);
        _view.Apply(new PinFrame("R", 1, 7, 7, 7, "1-4", Ben, On: true), _now);
        _view.Apply(new DeletedFrame("R", 1, 8, 8, 8, "1-4", Ann), _now);

        Assert.Equal(Message(4) with { Body = "", Deleted = true, Rev = 8 }, _view.Messages[0]);
    }

    [Fact]
    public void Apply_DeletedMessageThatWasQuoted_NothingIsLeftOfItsTextInTheAnswers()
    {
        var (first, other) = (Answer(6, to: 4), Answer(7, to: 5));
        _view.Apply(first, _now);
        _view.Apply(other, _now);

        var changes = _view.Apply(new DeletedFrame("R", 1, 8, 8, 8, "1-4", Ann), _now);

        var blank = first with { ReplyTo = new QuoteInfo("1-4", Ann, "", Deleted: true) };
        Assert.Equal([Message(4) with { Body = "", Deleted = true, Rev = 8 }, Message(5), blank, other], _view.Messages);
        Assert.Equal([new MessageUpdated(_view.Messages[0]), new MessageUpdated(blank)], changes);
    }

    [Fact]
    public void Apply_EpochWithTheDeletionOfWhatIsQuoted_BlanksTheQuote()
    {
        _view.Apply(Answer(6, to: 3), _now);

        _view.Apply(new EpochFrame("R", 2, 9, Recovered: true, [], [new DeletedFrame("R", 2, 9, 9, 9, "1-3", Ann)]), _now);

        Assert.Equal(new QuoteInfo("1-3", Ann, "", Deleted: true), _view.Messages[^1].ReplyTo);
    }

    [Fact]
    public void Apply_DeletedAnswer_ItsQuoteGoesToo()
    {
        _view.Apply(Answer(6, to: 4) with { Mentions = ["ben"] }, _now);
        _view.Apply(new DeletedFrame("R", 1, 7, 7, 7, "1-6", Ann), _now);

        Assert.Equal(Message(6) with { Body = "", Deleted = true, Rev = 7 }, _view.Messages[^1]);
    }

    [Fact]
    public void Apply_Reactions_AreCountedAndOwnOnesKnown()
    {
        _view.Apply(Reaction(6, Ben, "x"), _now);
        _view.Apply(Reaction(7, Ann, "x"), _now);
        _view.Apply(Reaction(8, Ann, "y"), _now);
        Assert.Equal([new ReactionInfo("x", 2, Own: true), new ReactionInfo("y", 1, Own: true)], _view.Messages[0].Reactions);

        _view.Apply(Reaction(9, Ann, "x", on: false), _now);
        _view.Apply(Reaction(10, Ann, "y", on: false), _now);
        Assert.Equal([new ReactionInfo("x", 1, Own: false)], _view.Messages[0].Reactions);

        _view.Apply(Reaction(11, Ben, "x", on: false), _now);
        Assert.Null(_view.Messages[0].Reactions);
    }

    [Fact]
    public void Apply_PinnedAndNot_IsShown()
    {
        _view.Apply(new PinFrame("R", 1, 6, 6, 6, "1-4", Ben, On: true), _now);
        Assert.True(_view.Messages[0].Pinned);

        _view.Apply(new PinFrame("R", 1, 7, 7, 7, "1-4", Ben, On: false), _now);
        Assert.Null(_view.Messages[0].Pinned);
    }

    [Fact]
    public void Apply_ChangeOfAMessageThatIsNotHere_OnlyItsNumberCounts()
    {
        Assert.Empty(_view.Apply(Edited(6, "new", target: 1), _now));
        Assert.Empty(_view.Apply(Edited(7, "new", target: 7), _now));

        Assert.Equal((7, null), (_view.Position?.Seq, _view.Need));
    }

    [Fact]
    public void Apply_ChangeThatTheMessageContains_IsNotCountedAgain()
    {
        var view = new RoomView("R");
        view.Apply(Reaction(6, Ben, "x"), _now);
        view.Apply(Joined(5, 1, [Message(4) with { Reactions = [new ReactionInfo("x", 1, false)], Rev = 6 }], Ann, Ben), _now);

        Assert.Equal(6, view.Position?.Seq);
        Assert.Equal([new ReactionInfo("x", 1, false)], view.Messages[0].Reactions);
    }

    [Fact]
    public void Apply_PageAfterAHole_BringsWhatWasDoneToMessagesOfBefore()
    {
        _view.Apply(Message(8), _now);
        var edited = Message(4) with { Body = "new", Version = 6, Rev = 6 };
        var page = Page(8, [Message(8)]) with { To = 8, Changes = [edited, Edited(7, "unknown", target: 1), Message(2) with { Rev = 7 }] };

        var changes = _view.Apply(page, _view.Need!, _now);

        Assert.Contains(new MessageUpdated(edited), changes);
        Assert.Equal([edited, Message(5), Message(8)], _view.Messages);
    }

    [Fact]
    public void Apply_Resumed_BringsWhatWasDoneMeanwhile()
    {
        var deleted = Message(5) with { Body = "", Deleted = true, Rev = 7 };

        _view.Apply(new RoomOutcome("R", RoomOutcome.Resumed, Joined(7, 1, [Message(6)], Ann, Ben) with { Changes = [deleted] }), _now);

        Assert.Equal([Message(4), deleted, Message(6)], _view.Messages);
    }

    [Fact]
    public void Apply_Epoch_BringsWhatWasDoneMeanwhile()
    {
        var pinned = Message(5) with { Pinned = true, Rev = 6 };

        _view.Apply(new EpochFrame("R", 2, 2048, Recovered: true, [], [pinned]), _now);

        Assert.Equal([Message(4), pinned], _view.Messages);
    }

    private static EditedFrame Edited(long seq, string body, long target = 4) => new("R", 1, seq, seq, seq, $"1-{target}", Ann, body);

    private static MessageFrame Answer(long seq, long to) => Message(seq) with { ReplyTo = new QuoteInfo($"1-{to}", Ann, "said") };

    private static ReactionFrame Reaction(long seq, UserInfo by, string emoji, bool on = true) => new("R", 1, seq, seq, seq, "1-4", by, emoji, on);
}
