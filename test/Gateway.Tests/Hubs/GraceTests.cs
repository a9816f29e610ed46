using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class GraceTests
{
    [Fact]
    public async Task Disconnect_DoesNotComeBack_TheOthersAreToldWhenTheGraceIsOver()
    {
        var time = GatewayUnderTest.NewTime();
        await using var gateway = await GatewayUnderTest.StartAsync(time, ("Rooms:Grace", "00:00:15"));
        var conversation = await Conversation.StartAsync(gateway);
        var gone = gateway.WhenDisconnectedAsync(conversation.Ann.User);
        await conversation.Ann.Connection.DisposeAsync();
        await gone;

        time.Advance(TimeSpan.FromSeconds(14));
        await conversation.Bob.AssertNothingMoreAsync();
        time.Advance(TimeSpan.FromSeconds(1));

        await conversation.AssertLeftAsync();
    }

    [Fact]
    public async Task Disconnect_ComesBackInTime_NobodySeesAnything()
    {
        var time = GatewayUnderTest.NewTime();
        await using var gateway = await GatewayUnderTest.StartAsync(time, ("Rooms:Grace", "00:00:15"));
        var conversation = await Conversation.StartAsync(gateway);
        var gone = gateway.WhenDisconnectedAsync(conversation.Ann.User);
        await conversation.Ann.Connection.DisposeAsync();
        await gone;

        time.Advance(TimeSpan.FromSeconds(14));
        var again = await gateway.ConnectAsync(conversation.Ann.User);
        Assert.Equal(2, (await again.Connection.JoinAsync(conversation.Room)).MemberCount);
        time.Advance(TimeSpan.FromMinutes(1));

        await conversation.Bob.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Disconnect_Everybody_TheRoomIsForgottenWhenTheGraceIsOver()
    {
        var time = GatewayUnderTest.NewTime();
        await using var gateway = await GatewayUnderTest.StartAsync(time, ("Rooms:Grace", "00:00:15"));
        var room = GatewayUnderTest.NewRoom();
        var ann = await gateway.JoinAsync("Ann", room);
        await ann.Connection.SendAsync(room, "secret");
        var gone = gateway.WhenDisconnectedAsync(ann.User);
        await ann.Connection.DisposeAsync();
        await gone;

        time.Advance(TimeSpan.FromSeconds(14));
        var bob = await gateway.ConnectAsync("Bob");
        Assert.Equal("secret", Assert.Single((await bob.Connection.JoinAsync(room)).Messages).Body);
        await bob.Connection.LeaveAsync(room);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty((await bob.Connection.JoinAsync(room)).Messages);
    }
}
