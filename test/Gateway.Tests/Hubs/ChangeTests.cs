using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class ChangeTests : IAsyncLifetime
{
    private GatewayUnderTest _gateway = null!;
    private Conversation _conversation = null!;
    private Participant _ann = null!;
    private Participant _bob = null!;
    private Ack _hello = null!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayUnderTest.StartAsync(("RateLimits:Change:Limit", "100"), ("RateLimits:Message:Limit", "1000"));
        _conversation = await Conversation.StartAsync(_gateway);
        (_ann, _bob) = (_conversation.Ann, _conversation.Bob);
        _hello = await _conversation.SayAsync("hello");
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Fact]
    public async Task Edit_OwnMessage_AllAreToldInTheOrder()
    {
        var ack = await EditAsync("hello!");

        var frame = await _bob.NextAsync<EditedFrame>();
        Assert.Equal(frame, await _ann.NextAsync<EditedFrame>());
        Assert.Equal(new EditedFrame(_conversation.Room, ack.Epoch, ack.Seq, ack.Clock, ack.At, _hello.Id, _ann.User, "hello!"), frame);
        Assert.Equal(_hello.Seq + 1, ack.Seq);
    }

    [Fact]
    public async Task Delete_OwnMessage_AllAreTold()
    {
        var ack = await _ann.Connection.DeleteAsync(new DeleteRequest(_conversation.Room, "d", _hello.Id));

        Assert.Equal(
            new DeletedFrame(_conversation.Room, ack.Epoch, ack.Seq, ack.Clock, ack.At, _hello.Id, _ann.User), await _bob.NextAsync<DeletedFrame>());
    }

    [Fact]
    public async Task React_OnAndOff_AllAreToldOfEach()
    {
        await ReactAsync(_bob, "👍");
        await ReactAsync(_bob, "👍", on: false);

        Assert.Equal((_hello.Id, "👍", true, _bob.User), await _ann.NextAsync<ReactionFrame>() is var first ? (first.Target, first.Emoji, first.On, first.By) : default);
        Assert.False((await _ann.NextAsync<ReactionFrame>()).On);
    }

    [Fact]
    public async Task Pin_Message_AllAreTold()
    {
        await _bob.Connection.PinAsync(new PinRequest(_conversation.Room, "p", _hello.Id, On: true));

        Assert.Equal((_hello.Id, true), await _ann.NextAsync<PinFrame>() is var pin ? (pin.Target, pin.On) : default);
    }

    [Fact]
    public async Task Edit_SameKeyAgain_IsAnsweredAsBeforeAndToldOnce()
    {
        var first = await EditAsync("hello!");
        var second = await EditAsync("hello!");

        Assert.Equal(first with { Duplicate = true }, second);
        await _bob.NextAsync<EditedFrame>();
        await _bob.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Join_AfterChanges_HasTheMessagesAsTheyAreNow()
    {
        var edited = await EditAsync("hello!");
        await ReactAsync(_bob, "👍");
        await ReactAsync(_ann, "👍");
        await ReactAsync(_ann, "🎉");
        var pinned = await _bob.Connection.PinAsync(new PinRequest(_conversation.Room, "p", _hello.Id, On: true));
        var oops = await _bob.Connection.SendAsync(_conversation.Room, "oops");
        var deleted = await _bob.Connection.DeleteAsync(new DeleteRequest(_conversation.Room, "d", oops.Id));

        var joined = await (await _gateway.ConnectAsync(_bob.User)).Connection.JoinAsync(_conversation.Room);

        Assert.Equal(["hello!", ""], joined.Messages.Select(message => message.Body));
        Assert.Equal((edited.Seq, true, null, pinned.Seq), (joined.Messages[0].Version, joined.Messages[0].Pinned, joined.Messages[0].Deleted, joined.Messages[0].Rev));
        Assert.Equal([new ReactionInfo("👍", 2, Own: true), new ReactionInfo("🎉", 1, Own: false)], joined.Messages[0].Reactions);
        Assert.Equal((true, deleted.Seq), (joined.Messages[1].Deleted, joined.Messages[1].Rev));
        Assert.Null(joined.Changes);
    }

    [Fact]
    public async Task Hello_ChangesWereMissed_BringsTheChangedMessages()
    {
        var gone = _gateway.WhenDisconnectedAsync(_bob.User);
        await _bob.Connection.DisposeAsync();
        await gone;
        await EditAsync("hello!");
        var last = await ReactAsync(_ann, "👍");
        await _ann.Connection.SendAsync(_conversation.Room, "more");

        var again = await _gateway.ConnectAsync(_bob.User);
        var welcome = await again.Connection.InvokeAsync("Hello", new HelloRequest(null, [new RoomPosition(_conversation.Room, _hello.Epoch, _hello.Seq)]));

        var outcome = Assert.Single(welcome.Deserialize<Welcome>(ChatJson.Options)!.Rooms!);
        Assert.Equal(RoomOutcome.Resumed, outcome.Outcome);
        Assert.Equal(["more"], outcome.Joined!.Messages.Select(message => message.Body));
        var changed = Assert.IsType<MessageFrame>(Assert.Single(outcome.Joined.Changes!));
        Assert.Equal((_hello.Id, "hello!", last.Seq), (changed.Id, changed.Body, changed.Rev));
        Assert.Equal([new ReactionInfo("👍", 1, Own: false)], changed.Reactions);
    }

    [Fact]
    public async Task Fetch_After_HasWhatWasChangedSince()
    {
        await EditAsync("hello!");

        var page = await _bob.Connection.FetchAsync(new FetchRequest(_conversation.Room, After: _hello.Seq));

        Assert.Empty(page.Messages);
        Assert.Equal("hello!", Assert.IsType<MessageFrame>(Assert.Single(page.Changes!)).Body);
        Assert.Equal(_hello.Seq + 1, page.To);
    }

    [Fact]
    public async Task Fetch_Before_HasTheMessagesAsTheyAreNow()
    {
        await EditAsync("hello!");

        var page = await _bob.Connection.FetchAsync(new FetchRequest(_conversation.Room));

        Assert.Equal("hello!", Assert.Single(page.Messages).Body);
        Assert.Equal((null, null), (page.Changes, page.To));
    }

    [Theory]
    [InlineData("Edit", """{"key":"k","target":"TARGET","body":"x"}""", ChatErrorCode.BadRequest)]
    [InlineData("Edit", """{"room":"ROOM","target":"TARGET","body":"x"}""", ChatErrorCode.BadRequest)]
    [InlineData("Edit", """{"room":"ROOM","key":"k","body":"x"}""", ChatErrorCode.BadRequest)]
    [InlineData("Edit", """{"room":"ROOM","key":"k","target":"nonsense","body":"x"}""", ChatErrorCode.BadRequest)]
    [InlineData("Edit", """{"room":"ROOM","key":"k","target":"1-","body":"x"}""", ChatErrorCode.BadRequest)]
    [InlineData("Edit", """{"room":"ROOM","key":"k","target":"-1","body":"x"}""", ChatErrorCode.BadRequest)]
    [InlineData("Edit", """{"room":"ROOM","key":"k","target":"1--1","body":"x"}""", ChatErrorCode.BadRequest)]
    [InlineData("Edit", """{"room":"ROOM","key":"k","target":"99999999999999999999-1","body":"x"}""", ChatErrorCode.BadRequest)]
    [InlineData("Edit", """{"room":"ROOM","key":"k","target":"1-1","body":"x"}""", ChatErrorCode.TargetGone)]
    [InlineData("Edit", """{"room":"ROOM","key":"k","target":"TARGET","body":""}""", ChatErrorCode.BadRequest)]
    [InlineData("Edit", """{"room":"ROOM","key":"k","target":"TARGET","body":"x","version":1}""", ChatErrorCode.VersionConflict)]
    [InlineData("Edit", """{"room":"ELSEWHERE","key":"k","target":"TARGET","body":"x"}""", ChatErrorCode.NotAMember)]
    [InlineData("Delete", """{"room":"ROOM","key":"k","target":7}""", ChatErrorCode.BadRequest)]
    [InlineData("React", """{"room":"ROOM","key":"k","target":"TARGET","on":true}""", ChatErrorCode.BadRequest)]
    [InlineData("React", """{"room":"ROOM","key":"k","target":"TARGET","emoji":"","on":true}""", ChatErrorCode.BadRequest)]
    [InlineData("React", """{"room":"ROOM","key":"k","target":"TARGET","emoji":" ","on":true}""", ChatErrorCode.BadRequest)]
    [InlineData("React", """{"room":"ROOM","key":"k","target":"TARGET","emoji":"ab","on":true}""", ChatErrorCode.BadRequest)]
    [InlineData("React", """{"room":"ROOM","key":"k","target":"TARGET","emoji":"\u0007","on":true}""", ChatErrorCode.BadRequest)]
    [InlineData("Pin", """{"room":"ROOM","key":"two words","target":"TARGET","on":true}""", ChatErrorCode.BadRequest)]
    public async Task Change_Bad_IsRefusedAndTellsNobody(string method, string request, string code)
    {
        var json = request.Replace("ROOM", _conversation.Room, StringComparison.Ordinal).Replace("TARGET", _hello.Id, StringComparison.Ordinal);

        var error = await _ann.RefusedAsync(method, JsonDocument.Parse(json).RootElement);

        Assert.Equal((code, false), (error.Code, error.Retryable));
        await _bob.AssertNothingMoreAsync();
    }

    [Theory]
    [InlineData("👍")]
    [InlineData("❤️")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("🇩🇪")]
    [InlineData("✓")]
    public async Task React_AnyCharacter_ComesAsItWasSent(string emoji)
    {
        await ReactAsync(_bob, emoji);

        Assert.Equal(emoji, (await _ann.NextAsync<ReactionFrame>()).Emoji);
    }

    [Fact]
    public async Task Delete_OfAnother_IsForbidden()
    {
        var byBob = await _bob.Connection.SendAsync(_conversation.Room, "mine");

        var error = await _ann.RefusedAsync("Delete", new DeleteRequest(_conversation.Room, "k", byBob.Id));

        Assert.Equal((ChatErrorCode.Forbidden, false), (error.Code, error.Retryable));
    }

    [Fact]
    public async Task React_MoreOftenThanAllowed_IsRefusedWithATimeAndMessagesAreNot()
    {
        await using var strict = await GatewayUnderTest.StartAsync(("RateLimits:Change:Limit", "1"));
        var conversation = await Conversation.StartAsync(strict);
        var hello = await conversation.Ann.Connection.SendAsync(conversation.Room, "hello");
        await conversation.Ann.Connection.ReactAsync(new ReactRequest(conversation.Room, "1", hello.Id, "👍", On: true));

        var error = await conversation.Ann.RefusedAsync("React", new ReactRequest(conversation.Room, "2", hello.Id, "🎉", On: true));

        Assert.Equal((ChatErrorCode.RateLimited, true, 1), (error.Code, error.RetryAfterMs > 0, error.Limit));
        await conversation.Ann.Connection.SendAsync(conversation.Room, "still allowed");
    }

    private Task<Ack> EditAsync(string body) => _ann.Connection.EditAsync(new EditRequest(_conversation.Room, "e", _hello.Id, body));

    private Task<Ack> ReactAsync(Participant who, string emoji, bool on = true) =>
        who.Connection.ReactAsync(new ReactRequest(_conversation.Room, $"r-{emoji.GetHashCode(StringComparison.Ordinal)}-{on}", _hello.Id, emoji, on));
}
