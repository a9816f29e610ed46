using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class ResumeTests : IAsyncLifetime
{
    private GatewayUnderTest _gateway = null!;

    public async Task InitializeAsync() => _gateway = await GatewayUnderTest.StartAsync(("Rooms:Grace", "00:05:00"), ("RateLimits:Message:Limit", "1000"));

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Fact]
    public async Task Hello_AfterTheConnectionBroke_BringsJustWhatWasMissedAndNobodySawAnything()
    {
        var conversation = await Conversation.StartAsync(_gateway);
        var (ann, bob) = (conversation.Ann, conversation.Bob);
        var seen = await bob.Connection.SendAsync(conversation.Room, "seen");
        await ann.NextAsync<MessageFrame>();
        await bob.NextAsync<MessageFrame>();
        var gone = _gateway.WhenDisconnectedAsync(ann.User);
        await ann.Connection.DisposeAsync();
        await gone;
        await bob.Connection.SendAsync(conversation.Room, "missed 1");
        var missed = await bob.Connection.SendAsync(conversation.Room, "missed 2");

        var again = await _gateway.ConnectAsync(ann.User);
        var outcome = await ResumeAsync(again, new RoomPosition(conversation.Room, seen.Epoch, seen.Seq));
        await bob.Connection.SendAsync(conversation.Room, "live");

        Assert.Equal(RoomOutcome.Resumed, outcome.Outcome);
        Assert.Equal(["missed 1", "missed 2"], outcome.Joined!.Messages.Select(message => message.Body));
        Assert.Equal((missed.Epoch, missed.Seq, 2), (outcome.Joined.Epoch, outcome.Joined.Head, outcome.Joined.MemberCount));
        Assert.Equal("live", (await again.NextAsync<MessageFrame>()).Body);
        Assert.Equal(["missed 1", "missed 2", "live"], await bob.NextBodiesAsync(3));
        await bob.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Hello_NothingWasMissed_ResumesWithNothing()
    {
        var conversation = await Conversation.StartAsync(_gateway);
        var ack = await conversation.Bob.Connection.SendAsync(conversation.Room, "hi");

        var second = await _gateway.ConnectAsync(conversation.Ann.User);
        var outcome = await ResumeAsync(second, new RoomPosition(conversation.Room, ack.Epoch, ack.Seq));

        Assert.Equal(RoomOutcome.Resumed, outcome.Outcome);
        Assert.Empty(outcome.Joined!.Messages);
        await second.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Hello_PositionIsNoPartOfTheRoomsPast_GivesAFreshView()
    {
        var conversation = await Conversation.StartAsync(_gateway);
        var ack = await conversation.Bob.Connection.SendAsync(conversation.Room, "hi");

        var fromElsewhere = await _gateway.ConnectAsync(GatewayUnderTest.NewUser("Carl"));
        var outcome = await ResumeAsync(fromElsewhere, new RoomPosition(conversation.Room, ack.Epoch - 1, ack.Seq - 1));
        var ahead = await _gateway.ConnectAsync(GatewayUnderTest.NewUser("Dora"));
        var aheadOutcome = await ResumeAsync(ahead, new RoomPosition(conversation.Room, ack.Epoch, ack.Seq + 1000));

        Assert.Equal((RoomOutcome.Snapshot, "hi"), (outcome.Outcome, Assert.Single(outcome.Joined!.Messages).Body));
        Assert.Equal((RoomOutcome.Snapshot, "hi"), (aheadOutcome.Outcome, Assert.Single(aheadOutcome.Joined!.Messages).Body));
    }

    [Fact]
    public async Task Hello_SomeOfWhatWasMissedIsEvicted_GivesAFreshView()
    {
        var conversation = await Conversation.StartAsync(_gateway);
        var first = await conversation.Bob.Connection.SendAsync(conversation.Room, "0");
        for (var i = 1; i <= 101; i++)
        {
            await conversation.Bob.Connection.SendAsync(conversation.Room, $"{i}");
        }

        var late = await _gateway.ConnectAsync(conversation.Ann.User);
        var outcome = await ResumeAsync(late, new RoomPosition(conversation.Room, first.Epoch, first.Seq));

        Assert.Equal((RoomOutcome.Snapshot, 100), (outcome.Outcome, outcome.Joined!.Messages.Count));
    }

    [Fact]
    public async Task Hello_RoomWasForgotten_SaysGoneAndJoinsNobody()
    {
        var room = GatewayUnderTest.NewRoom();
        var ann = await _gateway.JoinAsync("Ann", room);
        var ack = await ann.Connection.SendAsync(room, "secret");
        await ann.Connection.LeaveAsync(room);

        var outcome = await ResumeAsync(ann, new RoomPosition(room, ack.Epoch, ack.Seq));

        Assert.Equal((RoomOutcome.Gone, null), (outcome.Outcome, outcome.Joined));
        Assert.Equal(ChatErrorCode.NotAMember, (await ann.RefusedAsync("Send", new SendRequest(room, "k", "hi"))).Code);
    }

    [Fact]
    public async Task Hello_SeveralRooms_EachHasItsOwnOutcomeInTheOrderAsked()
    {
        var conversation = await Conversation.StartAsync(_gateway);
        var ack = await conversation.Bob.Connection.SendAsync(conversation.Room, "hi");
        var again = await _gateway.ConnectAsync(conversation.Ann.User);

        var outcomes = await ResumeManyAsync(
            again, new RoomPosition("not a room!", 1, 1), new RoomPosition($" {conversation.Room.ToLowerInvariant()} ", ack.Epoch, ack.Seq), new RoomPosition(GatewayUnderTest.NewRoom(), 1, 1));

        Assert.Equal([RoomOutcome.Denied, RoomOutcome.Resumed, RoomOutcome.Gone], outcomes.Select(outcome => outcome.Outcome));
        Assert.Equal(ChatErrorCode.BadRequest, outcomes[0].Error?.Code);
        Assert.Equal(conversation.Room, outcomes[1].Room);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public async Task Hello_PositionIsNegative_IsRefused(long epoch, long seq)
    {
        var ann = await _gateway.ConnectAsync("Ann");

        Assert.Equal(ChatErrorCode.BadRequest, (await ann.RefusedAsync("Hello", new HelloRequest(Rooms: [new RoomPosition("A", epoch, seq)]))).Code);
    }

    [Fact]
    public async Task Hello_MoreRoomsThanAConnectionMayHave_IsRefused()
    {
        var ann = await _gateway.ConnectAsync("Ann");
        var rooms = Enumerable.Range(0, 101).Select(number => new RoomPosition($"R{number}", 1, 1)).ToArray();

        Assert.Equal(ChatErrorCode.BadRequest, (await ann.RefusedAsync("Hello", new HelloRequest(Rooms: rooms))).Code);
    }

    private static async Task<RoomOutcome> ResumeAsync(Participant participant, RoomPosition position) =>
        Assert.Single(await ResumeManyAsync(participant, position));

    private static async Task<IReadOnlyList<RoomOutcome>> ResumeManyAsync(Participant participant, params RoomPosition[] positions)
    {
        var result = await participant.Connection.InvokeAsync("Hello", new HelloRequest(Rooms: positions));
        return result.Deserialize<Welcome>(ChatJson.Options)!.Rooms!;
    }
}
