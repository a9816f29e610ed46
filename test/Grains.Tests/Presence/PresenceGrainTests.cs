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

    [Fact]
    public async Task Watch_UserWhoIsGone_SaysWhenHeWasSeen()
    {
        var time = new FakeTime();
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Time = time });
        var grains = await cluster.ConnectAsync();
        var presence = grains.GetGrain<IPresenceGrain>("ann");
        var connection = new ConnectionId(GatewayId.New(), 1);
        await presence.ConnectAsync(connection);
        await presence.DisconnectAsync(connection);
        var watcher = new Watcher();
        var reference = grains.CreateObjectReference<IPresenceWatcher>(watcher);

        var seen = await presence.WatchAsync(new WatchPresence(GatewayId.New(), 1, reference));

        Assert.Equal(new UserPresence(PresenceStatus.Offline, 0, time.GetUtcNow().ToUnixTimeMilliseconds()), seen.Presence);
        await presence.ConnectAsync(connection);
        Assert.Equal(PresenceStatus.Online, (await watcher.Next.WaitAsync(TimeSpan.FromSeconds(15))).Presence.Status);
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task Announce_AfterASiloWasKilled_WhatUsersHadChosenIsThereAgain()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3 });
        var grains = await cluster.ConnectAsync();
        var connection = new ConnectionId(GatewayId.New(), 1);
        var presences = Enumerable.Range(0, 60).Select(number => grains.GetGrain<IPresenceGrain>($"user-{number}")).ToArray();
        var said = new List<DevicePresence>();
        foreach (var presence in presences)
        {
            said.Add((await presence.SetAsync(new SetPresence(connection, PresenceStatus.Invisible, "shh"))).Value!);
        }

        await cluster.KillOldestAsync();
        for (var i = 0; i < presences.Length; i++)
        {
            Assert.Null((await presences[i].AnnounceAsync(connection, said[i])).Refusal);
        }

        foreach (var presence in presences)
        {
            Assert.Equal(new UserPresence(PresenceStatus.Invisible, 1, null, "shh"), await presence.GetAsync(isOwn: true));
            Assert.Equal(PresenceStatus.Offline, (await presence.GetAsync()).Status);
        }
    }

    private sealed class Watcher : IPresenceWatcher
    {
        private readonly TaskCompletionSource<SeenPresence> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<SeenPresence> Next => _next.Task;

        public Task ChangedAsync(SeenPresence seen)
        {
            _next.TrySetResult(seen);
            return Task.CompletedTask;
        }
    }
}
