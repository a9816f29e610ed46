using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class MarkReadTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    [Fact]
    public async Task MarkRead_Message_EverybodyIsToldAndALaterJoinerSeesIt()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var (ann, bob, room) = (conversation.Ann, conversation.Bob, conversation.Room);
        var ack = await ann.Connection.SendAsync(room, "hi");
        await ann.NextAsync<MessageFrame>();
        await bob.NextAsync<MessageFrame>();

        await bob.Connection.MarkReadAsync(room, ack.Seq);
        var carl = await gateway.ConnectAsync("Carl");
        var joined = await carl.Connection.JoinAsync(room);

        Assert.Equal(new ReadFrame(room, bob.User.Id, ack.Seq), await ann.NextAsync<ReadFrame>());
        Assert.Equal(new ReadFrame(room, bob.User.Id, ack.Seq), await bob.NextAsync<ReadFrame>());
        Assert.Contains(new ReadMarker(bob.User.Id, ack.Seq), joined.Read);
    }

    [Fact]
    public async Task MarkRead_LowerThanBefore_ChangesNothing()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var ack = await conversation.Ann.Connection.SendAsync(conversation.Room, "hi");
        await conversation.Bob.NextAsync<MessageFrame>();
        await conversation.Bob.Connection.MarkReadAsync(conversation.Room, ack.Seq);
        await conversation.Bob.NextAsync<ReadFrame>();

        await conversation.Bob.Connection.MarkReadAsync(conversation.Room, ack.Seq - 1);

        await conversation.Bob.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task MarkRead_BeyondTheHead_CountsUpToTheHead()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var ack = await conversation.Ann.Connection.SendAsync(conversation.Room, "hi");
        await conversation.Bob.NextAsync<MessageFrame>();

        await conversation.Bob.Connection.MarkReadAsync(conversation.Room, long.MaxValue);

        Assert.Equal(ack.Seq, (await conversation.Bob.NextAsync<ReadFrame>()).Seq);
    }

    [Fact]
    public async Task MarkRead_Negative_IsRefused()
    {
        var conversation = await Conversation.StartAsync(gateway);

        var error = await conversation.Ann.RefusedAsync("MarkRead", new { room = conversation.Room, seq = -1 });

        Assert.Equal(ChatErrorCode.BadRequest, error.Code);
        await conversation.AssertUnharmedAsync();
    }
}
