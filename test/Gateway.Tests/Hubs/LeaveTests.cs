using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class LeaveTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    [Fact]
    public async Task Leave_Member_HearsNothingMoreAndTheOthersAreTold()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var (ann, bob) = (conversation.Ann, conversation.Bob);

        await ann.Connection.LeaveAsync(conversation.Room);
        await bob.Connection.SendAsync(conversation.Room, "gone?");

        var left = await bob.NextAsync<LeftFrame>();
        Assert.Equal((ann.User.Id, "Ann", "left", 1), (left.User.Id, left.User.Name, left.Reason, left.MemberCount));
        Assert.Equal(left.Seq + 1, (await bob.NextAsync<MessageFrame>()).Seq);
        await ann.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Leave_RoomNeverJoined_IsDoneAndTellsNobody()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var stranger = await gateway.ConnectAsync("Eve");

        await stranger.Connection.LeaveAsync(conversation.Room);

        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Disconnect_Member_TheOthersAreToldWhy()
    {
        var conversation = await Conversation.StartAsync(gateway);

        await conversation.Ann.Connection.DisposeAsync();

        await conversation.AssertLeftAsync();
    }

    [Fact]
    public async Task Leave_OneOfTwoConnections_TheOthersAreToldWithTheSecond()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var (phone, bob) = (conversation.Ann, conversation.Bob);
        var laptop = await gateway.ConnectAsync(phone.User);
        await laptop.Connection.JoinAsync(conversation.Room);

        await phone.Connection.LeaveAsync(conversation.Room);
        await bob.AssertNothingMoreAsync();
        await laptop.Connection.LeaveAsync(conversation.Room);

        Assert.Equal(phone.User.Id, (await bob.NextAsync<LeftFrame>()).User.Id);
    }

    [Fact]
    public async Task Leave_LastMember_ALaterOneFindsNothingOldAndHigherNumbers()
    {
        var room = GatewayUnderTest.NewRoom();
        var bob = await gateway.JoinAsync("Bob", room);
        var secret = await bob.Connection.SendAsync(new SendRequest(room, "k", "secret"));
        await bob.Connection.LeaveAsync(room);

        var ann = await gateway.ConnectAsync("Ann");
        var joined = await ann.Connection.JoinAsync(room);
        var page = await ann.Connection.FetchAsync(new FetchRequest(room));

        Assert.Empty(joined.Messages);
        Assert.Empty(page.Messages);
        Assert.Equal(1, joined.MemberCount);
        Assert.True(joined.Epoch > secret.Epoch, $"The epoch was {secret.Epoch} and is {joined.Epoch}.");
        Assert.True(joined.Clock > secret.Clock, $"The clock was {secret.Clock} and is {joined.Clock}.");
    }

    [Fact]
    public async Task Leave_LastMember_ItsKeysAreForgottenToo()
    {
        var room = GatewayUnderTest.NewRoom();
        var bob = await gateway.JoinAsync("Bob", room);
        await bob.Connection.SendAsync(new SendRequest(room, "k", "first"));
        await bob.Connection.LeaveAsync(room);
        await bob.Connection.JoinAsync(room);

        var ack = await bob.Connection.SendAsync(new SendRequest(room, "k", "second"));

        Assert.False(ack.Duplicate);
    }
}
