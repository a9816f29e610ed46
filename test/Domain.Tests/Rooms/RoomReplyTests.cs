using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>Messages that answer others, and that name members.</summary>
public sealed class RoomReplyTests
{
    private readonly RoomDriver _room = new(new RoomLimits { RingMessages = 7 });
    private readonly Posted _hello;

    public RoomReplyTests()
    {
        _room.Join("ann");
        _room.Join("bob", gateway: RoomDriver.There);
        _hello = _room.Post("ann", "hello", "hello").Value!;
        _room.Take();
    }

    [Fact]
    public void Post_Reply_QuotesTheMessage()
    {
        var answer = _room.Answer("bob", "a", _hello, "hi Ann", gateway: RoomDriver.There).Value!;

        var posted = Assert.IsType<MessagePosted>(Assert.Single(_room.Take()));
        Assert.Equal((answer.Seq, "hi Ann", null), (posted.Seq, posted.Body, posted.Mentions));
        Assert.Equal(new Quote(new Position(_hello.Epoch, _hello.Seq), Sample.Person("ann"), "hello"), posted.ReplyTo);
        Assert.Equal(posted, _room.Fetch("ann").Value!.Entries[^1]);
    }

    [Fact]
    public void Post_ReplyToAnEditedMessage_QuotesItAsItIsAndStaysSo()
    {
        _room.Edit("ann", "e", _hello, "hello all");
        _room.Answer("ann", "a", _hello);
        _room.Edit("ann", "f", _hello, "goodbye");

        Assert.Equal("hello all", Quoted());
    }

    [Fact]
    public void Post_ReplyToALongMessage_QuotesItsBeginningUpToAWholeCharacter()
    {
        const string Family = "\U0001F468\u200d\U0001F469\u200d\U0001F467\u200d\U0001F466";
        var family = _room.Post("ann", "f", string.Concat(Enumerable.Repeat(Family, 20))).Value!;
        var fits = _room.Post("ann", "x", new string('x', 160)).Value!;
        _room.Answer("ann", "a", family);
        _room.Answer("ann", "b", fits);
        _room.Answer("ann", "c", _room.Post("ann", "y", new string('y', 161)).Value!);

        var quotes = _room.Fetch("ann").Value!.Entries.OfType<MessagePosted>().Select(message => message.ReplyTo).OfType<Quote>().Select(quote => quote.Text);
        Assert.Equal([string.Concat(Enumerable.Repeat(Family, 14)) + "…", new string('x', 160), new string('y', 159) + "…"], quotes);
    }

    [Fact]
    public void Post_ReplyToWhatIsNotKept_IsRefused()
    {
        var other = _hello with { Epoch = _hello.Epoch - 1 };
        Assert.Equal(ChatErrorCode.TargetGone, _room.Answer("ann", "a", other).Refusal?.Code);
        var deleted = _room.Post("ann", "d").Value!;
        _room.Change("ann", "x", ChangeKind.Deleted, deleted);
        Assert.Equal(ChatErrorCode.TargetGone, _room.Answer("ann", "b", deleted).Refusal?.Code);
        _room.PostMany("ann", 7);

        Assert.Equal(ChatErrorCode.TargetGone, _room.Answer("ann", "c", _hello).Refusal?.Code);
        Assert.Equal(ChatErrorCode.TargetGone, _room.Answer("ann", "e", _room.Change("ann", "p", ChangeKind.Pinned, _room.Post("ann", "q").Value!).Value!).Refusal?.Code);
    }

    [Fact]
    public void Post_SameReplyAgainWhenItsTargetHasGone_IsAnsweredAsBefore()
    {
        var answer = _room.Answer("bob", "a", _hello, gateway: RoomDriver.There).Value!;
        _room.PostMany("ann", 7);

        Assert.Equal(answer with { Duplicate = true }, _room.Answer("bob", "a", _hello, gateway: RoomDriver.There).Value);
    }

    [Fact]
    public void Post_KeyOfAReplyToAnotherMessage_IsRefused()
    {
        var second = _room.Post("ann", "s").Value!;
        _room.Answer("ann", "a", _hello, "yes");

        Assert.Equal(ChatErrorCode.KeyReused, _room.Answer("ann", "a", second, "yes").Refusal?.Code);
        Assert.Equal(ChatErrorCode.KeyReused, _room.Post("ann", "a", "yes").Refusal?.Code);
        Assert.Equal(ChatErrorCode.KeyReused, _room.Answer("ann", "s", _hello, "hi").Refusal?.Code);
    }

    [Fact]
    public void Change_DeletesAMessage_ItsTextGoesFromTheQuotesToo()
    {
        _room.Answer("bob", "a", _hello, gateway: RoomDriver.There);
        _room.Change("ann", "d", ChangeKind.Deleted, _hello);

        Assert.Equal("", Quoted());
        Assert.DoesNotContain("hello", string.Join(' ', _room.Room.Tail.OfType<MessagePosted>().Select(message => message.ReplyTo?.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Change_DeletesAReply_ItsQuoteAndMentionsGoWithIt()
    {
        var answer = _room.Answer("bob", "a", _hello, mentions: ["ann"], gateway: RoomDriver.There).Value!;
        _room.Change("bob", "d", ChangeKind.Deleted, answer, gateway: RoomDriver.There);

        var deleted = _room.Room.Tail.OfType<MessagePosted>().Single(message => message.Seq == answer.Seq);
        Assert.Equal(("", null, null), (deleted.Body, deleted.ReplyTo, deleted.Mentions));
    }

    [Fact]
    public void Post_Mentions_KeepsThoseWhoAreMembers()
    {
        _room.Answer("ann", "a", _hello, mentions: ["nobody", "bob", "ann"]);
        _room.Answer("ann", "b", _hello, mentions: ["nobody"]);

        var messages = _room.Take().OfType<MessagePosted>().ToArray();
        Assert.Equal([new UserId("bob"), new UserId("ann")], messages[0].Mentions!);
        Assert.Null(messages[1].Mentions);
    }

    [Fact]
    public void Recover_AReply_IsAsItWasAndItsKeyIsKnown()
    {
        var answer = _room.Answer("bob", "a", _hello, "yes", mentions: ["ann"], gateway: RoomDriver.There).Value!;
        var tail = _room.Room.Tail;
        var next = new RoomDriver(epoch: RoomDriver.Epoch + 1);
        next.Recover(Sample.Offer(RoomDriver.There, RoomDriver.Epoch, answer.Seq, ["bob"], tail, wholeFrom: RoomNumbers.Before(RoomDriver.Epoch)));

        Assert.Equivalent(tail[^1], next.Room.Tail[^1], strict: true);
        Assert.True(next.Answer("bob", "a", _hello, "yes", mentions: ["ann"], gateway: RoomDriver.There).Value?.Duplicate);
        Assert.Equal(ChatErrorCode.KeyReused, next.Post("bob", "a", "yes", gateway: RoomDriver.There).Refusal?.Code);
    }

    private string? Quoted() => Assert.IsType<MessagePosted>(_room.Fetch("ann").Value!.Entries.Last(entry => entry is MessagePosted { ReplyTo: not null })).ReplyTo?.Text;
}
