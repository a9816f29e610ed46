using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Tests.Clusters;
using OrleansChat.Testing;

namespace OrleansChat.Grains.Tests.Presence;

public sealed class PresenceGrainTests
{
    [Fact]
    public async Task Disconnect_LastOfTwoDevices_IsOfflineWithTheTime()
    {
        var time = new FakeTime();
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Time = time });
        var presence = (await cluster.ConnectAsync()).GetGrain<IPresenceGrain>("ann");
        var gateway = GatewayId.New();
        await presence.ConnectAsync(new ConnectionId(gateway, 1));
        await presence.ConnectAsync(new ConnectionId(gateway, 2));

        await presence.DisconnectAsync(new ConnectionId(gateway, 1));
        Assert.Equal(new UserPresence(PresenceStatus.Online, 1, null), await presence.GetAsync());

        await presence.DisconnectAsync(new ConnectionId(gateway, 2));
        Assert.Equal(new UserPresence(PresenceStatus.Offline, 0, time.GetUtcNow().ToUnixTimeMilliseconds()), await presence.GetAsync());
    }

    [Fact]
    public async Task Disconnect_WherePersisted_IsRememberedByTheStore()
    {
        var time = new FakeTime();
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings
        {
            Silos = 2,
            Time = time,
            Configuration = new Dictionary<string, string?> { ["Presence:PersistLastSeen"] = "true" },
        });
        var presence = (await cluster.ConnectAsync()).GetGrain<IPresenceGrain>("ann");
        var connection = new ConnectionId(GatewayId.New(), 1);
        await presence.ConnectAsync(connection);
        await presence.DisconnectAsync(connection);

        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds(), (await presence.GetAsync()).LastSeen);
    }
}
