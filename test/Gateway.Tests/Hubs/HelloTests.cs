using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class HelloTests
{
    [Fact]
    public async Task Hello_Defaults_TellsWhoWhenAndTheLimits()
    {
        var time = GatewayUnderTest.NewTime();
        await using var gateway = await GatewayUnderTest.StartAsync(time);
        var ann = await gateway.ConnectAsync("Ann");

        var welcome = await ann.Connection.HelloAsync("phone");

        Assert.Equal(ann.User, welcome.User);
        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds(), welcome.ServerTime);
        Assert.Equal(time.GetUtcNow().AddHours(1).ToUnixTimeSeconds() * 1000, welcome.TokenExpiresAt);
        Assert.Equal(new ChatLimits(500, 16_384, 20, 100, 100, 10, new RateLimitInfo(10, 60), new RateLimitInfo(30, 60), new RateLimitInfo(30, 60), new RateLimitInfo(30, 60)), welcome.Limits);
        Assert.Contains(welcome.Server.Runtime, (string[])["embedded", "microsoft"]);
        Assert.NotEmpty(welcome.Server.Version);
    }

    [Fact]
    public async Task Hello_OtherSettings_TellsThose()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            ("Gateway:BodyCharacters", "20"), ("Gateway:RoomsPerConnection", "3"), ("Presence:ConnectionsPerUser", "2"),
            ("RateLimits:Message:Limit", "7"), ("RateLimits:Message:WindowSeconds", "30"), ("Rooms:RingMessages", "50"));
        var ann = await gateway.ConnectAsync("Ann");

        var limits = (await ann.Connection.HelloAsync()).Limits;

        Assert.Equal((20, 3, 2, 50), (limits.BodyCharacters, limits.RoomsPerConnection, limits.ConnectionsPerUser, limits.RingMessages));
        Assert.Equal(new RateLimitInfo(7, 30), limits.Messages);
    }

    [Fact]
    public async Task Hello_DeviceNameTooLong_IsRefused()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var conversation = await Conversation.StartAsync(gateway);

        var error = await conversation.Ann.RefusedAsync("Hello", new { device = new string('x', 65) });

        Assert.Equal(ChatErrorCode.BadRequest, error.Code);
        await conversation.AssertUnharmedAsync();
    }
}
