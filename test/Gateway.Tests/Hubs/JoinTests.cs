using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class JoinTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    private readonly string _room = GatewayUnderTest.NewRoom();

    [Fact]
    public async Task Join_FramesOfTheRoom_FollowTheAnswerWithoutAGap()
    {
        var bob = await gateway.JoinAsync("Bob", _room);
        await bob.Connection.SendAsync(_room, "before");
        var ann = await gateway.ConnectAsync("Ann");

        var joined = await ann.Connection.JoinAsync(_room);
        await bob.Connection.SendAsync(_room, "after");
        await bob.Connection.SendAsync(_room, "and after that");

        Assert.Equal("before", Assert.Single(joined.Messages).Body);
        Assert.Equal([ann.User.Id, bob.User.Id], joined.Members.Select(member => member.Id).Order());
        Assert.Equal((2, ann.User.Name), (joined.MemberCount, joined.Me.Name));
        var (first, second) = (await ann.NextAsync<MessageFrame>(), await ann.NextAsync<MessageFrame>());
        Assert.Equal((joined.Epoch, joined.Head + 1, "after"), (first.Epoch, first.Seq, first.Body));
        Assert.Equal((joined.Epoch, joined.Head + 2, "and after that"), (second.Epoch, second.Seq, second.Body));
    }

    [Fact]
    public async Task Join_WhileOthersTalk_AnswerAndFramesTogetherHoldEveryMessageOnce()
    {
        await using var unlimited = await GatewayUnderTest.StartAsync(("RateLimits:Message:Limit", "1000"));
        var bob = await unlimited.JoinAsync("Bob", _room);
        var ann = await unlimited.ConnectAsync("Ann");

        var talking = Task.WhenAll(Enumerable.Range(1, 50).Select(number => bob.Connection.SendAsync(_room, $"{number}")));
        var joined = await ann.Connection.JoinAsync(_room);
        await talking;
        var last = await bob.Connection.SendAsync(_room, "end");

        var seen = joined.Messages.Select(message => message.Body).ToList();
        for (var seq = joined.Head + 1; seq <= last.Seq; seq++)
        {
            var message = await ann.NextAsync<MessageFrame>();
            Assert.Equal(seq, message.Seq);
            seen.Add(message.Body);
        }

        Assert.Equal(51, seen.Count);
        Assert.Equal(51, seen.Distinct().Count());
    }

    [Theory]
    [InlineData(" {0} ")]
    [InlineData("\t{0}\n")]
    [InlineData("{0}")]
    public async Task Join_CodeAsAPersonTypesIt_IsNormalised(string typed)
    {
        var ann = await gateway.ConnectAsync("Ann");

        var joined = await ann.Connection.JoinAsync(string.Format(null, typed, _room.ToLowerInvariant()));

        Assert.Equal(_room, joined.Room);
    }

    [Fact]
    public async Task Join_NewMember_OthersAreTold()
    {
        var bob = await gateway.JoinAsync("Bob", _room);

        var ann = await gateway.JoinAsync("Ann", _room);

        var joined = await bob.NextAsync<JoinedFrame>();
        Assert.Equal((ann.User.Id, "Ann", "member", 2), (joined.Member.Id, joined.Member.Name, joined.Member.Role, joined.MemberCount));
        await ann.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Join_SecondConnectionOfAUser_OthersAreToldOnce()
    {
        var bob = await gateway.JoinAsync("Bob", _room);
        var phone = await gateway.JoinAsync("Ann", _room);
        await bob.NextAsync<JoinedFrame>();

        var laptop = await gateway.ConnectAsync(phone.User);
        var joined = await laptop.Connection.JoinAsync(_room);

        Assert.Equal(2, joined.MemberCount);
        await bob.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Join_Again_AnswersAfreshAndTellsNobody()
    {
        var bob = await gateway.JoinAsync("Bob", _room);
        var ann = await gateway.ConnectAsync("Ann");
        var first = await ann.Connection.JoinAsync(_room);
        await bob.NextAsync<JoinedFrame>();
        var ack = await ann.Connection.SendAsync(_room, "hello");
        Assert.Equal("hello", (await bob.NextAsync<MessageFrame>()).Body);
        await ann.NextAsync<MessageFrame>();

        var second = await ann.Connection.JoinAsync(_room);
        await bob.Connection.SendAsync(_room, "welcome back");

        Assert.Equal((first.Epoch, ack.Seq), (second.Epoch, second.Head));
        Assert.Equal("hello", Assert.Single(second.Messages).Body);
        Assert.Equal(second.Head + 1, (await ann.NextAsync<MessageFrame>()).Seq);
        Assert.Equal(second.Head + 1, (await bob.NextAsync<MessageFrame>()).Seq);
    }

    [Theory]
    [InlineData(0, new string[0])]
    [InlineData(1, new[] { "three" })]
    [InlineData(2, new[] { "two", "three" })]
    [InlineData(100, new[] { "one", "two", "three" })]
    public async Task Join_History_AnswersSoManyOfTheLastMessages(int history, string[] expected)
    {
        var bob = await gateway.JoinAsync("Bob", _room);
        foreach (var body in (string[])["one", "two", "three"])
        {
            await bob.Connection.SendAsync(_room, body);
        }

        var ann = await gateway.ConnectAsync("Ann");
        var joined = await ann.Connection.JoinAsync(_room, history);

        Assert.Equal(expected, joined.Messages.Select(message => message.Body));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public async Task Join_HistoryOutOfRange_IsRefused(int history)
    {
        var conversation = await Conversation.StartAsync(gateway);

        var error = await conversation.Ann.RefusedAsync("Join", new { room = GatewayUnderTest.NewRoom(), history });

        Assert.Equal((ChatErrorCode.BadRequest, "history must be 0 to 100."), (error.Code, error.Message));
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Join_HistoryHoldsOwnMessage_KeyIsThereForItsAuthorAlone()
    {
        var bob = await gateway.JoinAsync("Bob", _room);
        await bob.Connection.SendAsync(new SendRequest(_room, "bobs-key", "hello"));
        var ann = await gateway.ConnectAsync("Ann");
        var again = await gateway.ConnectAsync(bob.User);

        Assert.Null(Assert.Single((await ann.Connection.JoinAsync(_room)).Messages).Key);
        Assert.Equal("bobs-key", Assert.Single((await again.Connection.JoinAsync(_room)).Messages).Key);
    }

    [Fact]
    public async Task JoinMany_OneCodeIsBad_TheOthersAreJoined()
    {
        var other = GatewayUnderTest.NewRoom();
        var ann = await gateway.ConnectAsync("Ann");

        var outcomes = await ann.Connection.JoinManyAsync([new JoinRequest(_room), new JoinRequest("no spaces"), new JoinRequest(other)]);
        await ann.Connection.SendAsync(other, "here");

        Assert.Equal([true, false, true], outcomes.Select(outcome => outcome.Ok));
        Assert.Equal(ChatErrorCode.BadRequest, outcomes[1].Error!.Code);
        Assert.Equal((other, "here"), await ann.NextAsync<MessageFrame>() is var message ? (message.Room, message.Body) : default);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task JoinMany_NoneOrTooMany_IsRefused(int rooms)
    {
        var conversation = await Conversation.StartAsync(gateway);

        var error = await conversation.Ann.RefusedAsync("JoinMany", Enumerable.Range(0, rooms).Select(number => new { room = $"M-{number}" }).ToArray());

        Assert.Equal(ChatErrorCode.BadRequest, error.Code);
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Join_OneRoomTooManyOnAConnection_IsRefusedUntilOneIsLeft()
    {
        await using var small = await GatewayUnderTest.StartAsync(("Gateway:RoomsPerConnection", "2"));
        var ann = await small.JoinAsync("Ann", "A");
        await ann.Connection.JoinAsync("B");

        var error = await ann.RefusedAsync("Join", new { room = "C" });
        await ann.Connection.LeaveAsync("A");
        var joined = await ann.Connection.JoinAsync("C");

        Assert.Equal((ChatErrorCode.Overloaded, 2), (error.Code, error.Limit));
        Assert.Equal("C", joined.Room);
    }

    [Fact]
    public async Task JoinMany_MoreThanAConnectionMayHold_StopsAtTheLimit()
    {
        await using var small = await GatewayUnderTest.StartAsync(("Gateway:RoomsPerConnection", "2"));
        var ann = await small.JoinAsync("Ann", "A");

        var outcomes = await ann.Connection.JoinManyAsync([new JoinRequest("B"), new JoinRequest("C")]);

        Assert.Equal([true, false], outcomes.Select(outcome => outcome.Ok));
        Assert.Equal(ChatErrorCode.Overloaded, outcomes[1].Error!.Code);
    }

    [Fact]
    public async Task Join_WithoutInvocationId_StillDelivers()
    {
        var bob = await gateway.JoinAsync("Bob", _room);
        var ann = await gateway.ConnectAsync("Ann");

        await ann.Connection.SendRawAsync($$"""{"type":1,"target":"Join","arguments":[{"room":"{{_room}}"}]}""" + '\u001e');
        await bob.NextAsync<JoinedFrame>();
        await ann.Connection.HelloAsync();
        await bob.Connection.SendAsync(_room, "hello");

        Assert.Equal("hello", (await ann.NextAsync<MessageFrame>()).Body);
    }

    [Fact]
    public async Task JoinMany_WithoutInvocationId_StillDelivers()
    {
        var bob = await gateway.JoinAsync("Bob", _room);
        var ann = await gateway.ConnectAsync("Ann");

        await ann.Connection.SendRawAsync($$"""{"type":1,"target":"JoinMany","arguments":[[{"room":"{{_room}}"}]]}""" + '\u001e');
        await bob.NextAsync<JoinedFrame>();
        await ann.Connection.HelloAsync();
        await bob.Connection.SendAsync(_room, "hello");

        Assert.Equal("hello", (await ann.NextAsync<MessageFrame>()).Body);
    }
}
