using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Endpoints;

public sealed class StatsEndpointsTests : IAsyncLifetime
{
    private GatewayUnderTest _gateway = null!;

    public async Task InitializeAsync() => _gateway = await GatewayUnderTest.StartAsync(("Presence:ConnectionsPerUser", "1"));

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Get_AfterAConversation_CountsWhatHappened()
    {
        var conversation = await Conversation.StartAsync(_gateway);
        await conversation.Ann.Connection.SendAsync(conversation.Room, "hi");
        await conversation.Ann.RefusedAsync("Send", new { room = conversation.Room, key = "k", body = "" });
        await conversation.Bob.NextAsync<MessageFrame>();

        var stats = await GetAsync();

        // Delivered: one "joined" to Bob, one message to each of the two.
        Assert.Equal((2, 1, 1, 3, 1, 0), (
            stats.GetProperty("connections").GetInt32(), stats.GetProperty("rooms").GetInt32(), stats.GetProperty("messages").GetInt32(),
            stats.GetProperty("deliveries").GetInt32(), stats.GetProperty("refusals").GetInt32(), stats.GetProperty("slowConnections").GetInt32()));
        Assert.NotEmpty(stats.GetProperty("server").GetProperty("gateway").GetString()!);
    }

    [Fact]
    public async Task Get_EverybodyHasGone_CountsNobody()
    {
        var conversation = await Conversation.StartAsync(_gateway);
        var gone = Task.WhenAll(_gateway.WhenDisconnectedAsync(conversation.Ann.User), _gateway.WhenDisconnectedAsync(conversation.Bob.User));
        await conversation.Ann.Connection.DisposeAsync();
        await conversation.Bob.Connection.DisposeAsync();
        await gone;

        var stats = await GetAsync();

        Assert.Equal((0, 0), (stats.GetProperty("connections").GetInt32(), stats.GetProperty("rooms").GetInt32()));
    }

    [Fact]
    public async Task Get_AConnectionWasRefused_IsNotCountedForEver()
    {
        var ann = await _gateway.ConnectAsync("Ann");
        await ann.Connection.HelloAsync();
        var refused = await _gateway.ConnectAsync(ann.User);
        await refused.ClosedAsync();

        var stats = await GetAsync();

        Assert.Equal(1, stats.GetProperty("connections").GetInt32());
    }

    private Task<JsonElement> GetAsync() => _gateway.ReadAsync("/api/v1/stats");
}
