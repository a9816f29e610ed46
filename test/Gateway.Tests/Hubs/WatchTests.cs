using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Presence;
using OrleansChat.Gateway.Tests.Hosting;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class WatchTests : IAsyncLifetime
{
    private readonly FakeTime _time = GatewayUnderTest.NewTime();
    private readonly UserInfo _ann = GatewayUnderTest.NewUser("Ann");
    private readonly UserInfo _ben = GatewayUnderTest.NewUser("Ben");
    private GatewayUnderTest _gateway = null!;
    private Participant _watcher = null!;

    private PresenceWatches Watches => _gateway.Services.GetRequiredService<PresenceWatches>();

    private IPresenceGrain Presence => _gateway.Services.GetRequiredService<IGrainFactory>().GetGrain<IPresenceGrain>(_ann.Id);

    public async Task InitializeAsync()
    {
        _gateway = await GatewayUnderTest.StartAsync(_time, ("RateLimits:Presence:Limit", "20"), ("Gateway:WatchedUsers", "3"));
        _watcher = await _gateway.ConnectAsync("Watcher");
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Watch_Users_AreAnsweredInTheirOrder()
    {
        var ann = await _gateway.ConnectAsync(_ann);
        await ann.Connection.SetPresenceAsync(PresenceStatuses.Busy, "in a class");

        var seen = await _watcher.Connection.WatchAsync([_ben.Id, _ann.Id, _ben.Id]);

        Assert.Equal([_ben.Id, _ann.Id, _ben.Id], seen.Select(one => one.User));
        Assert.Equal(["offline", "busy", "offline"], seen.Select(one => one.Status));
        Assert.Equal(["", "in a class", ""], seen.Select(one => one.Text));
    }

    [Fact]
    public async Task Watch_Answer_IsAsTheProtocolSays()
    {
        await (await _gateway.ConnectAsync(_ann)).Connection.SetPresenceAsync(PresenceStatuses.Busy, "in a class");

        var answer = await _watcher.Connection.InvokeAsync("Watch", new { users = new[] { _ann.Id } });

        var version = answer.GetProperty("users")[0].GetProperty("version").GetInt64();
        Assert.Equal(
            $$"""{"users":[{"user":"{{_ann.Id}}","status":"busy","text":"in a class","version":{{version}}}],"ok":true}""", answer.GetRawText());
    }

    [Fact]
    public async Task Watch_UserChanges_TheWatcherIsToldEachTimeWithAHigherVersion()
    {
        var ann = await _gateway.ComeAsync(_ann);
        var before = Assert.Single(await _watcher.Connection.WatchAsync([_ann.Id]));
        Assert.Equal("online", before.Status);

        await ann.Connection.SetPresenceAsync(PresenceStatuses.Busy, "in a class");
        var busy = await _watcher.NextAsync<PresenceFrame>();
        await ann.Connection.SetPresenceAsync(PresenceStatuses.Online, "");
        var online = await _watcher.NextAsync<PresenceFrame>();

        Assert.Equal((_ann.Id, "busy", "in a class", null), (busy.User, busy.Status, busy.Text, busy.LastSeen));
        Assert.Equal(("online", ""), (online.Status, online.Text));
        Assert.True(before.Version < busy.Version && busy.Version < online.Version);
    }

    [Fact]
    public async Task Watch_UserComes_TheWatcherIsTold()
    {
        await _watcher.Connection.WatchAsync([_ann.Id]);

        await _gateway.ComeAsync(_ann);

        Assert.Equal("online", (await _watcher.NextAsync<PresenceFrame>()).Status);
    }

    [Fact]
    public async Task Watch_LastDeviceGoes_IsToldAfterTheGrace()
    {
        var ann = await _gateway.ComeAsync(_ann);
        await _watcher.Connection.WatchAsync([_ann.Id]);

        await _gateway.LeaveAsync(ann);
        var left = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _time.Advance(TimeSpan.FromSeconds(4.9));
        await _watcher.AssertNothingMoreAsync();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        var frame = await _watcher.NextAsync<PresenceFrame>();
        Assert.Equal(("offline", left), (frame.Status, frame.LastSeen));
    }

    [Fact]
    public async Task Watch_LastDeviceGoesTwice_TheGraceIsTheSame()
    {
        var ann = await _gateway.ComeAsync(_ann);
        await _watcher.Connection.WatchAsync([_ann.Id]);

        await _gateway.LeaveAsync(ann);
        await Presence.DisconnectAsync(new ConnectionId(GatewayId.New(), 1));

        await _watcher.AssertNothingMoreAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("offline", (await _watcher.NextAsync<PresenceFrame>()).Status);
    }

    [Fact]
    public async Task Watch_DeviceComesBackWithinTheGrace_NobodyIsTold()
    {
        var ann = await _gateway.ComeAsync(_ann);
        await _watcher.Connection.WatchAsync([_ann.Id]);

        await _gateway.LeaveAsync(ann);
        await _gateway.ComeAsync(_ann);
        _time.Advance(TimeSpan.FromSeconds(10));

        await _watcher.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Watch_UserBecomesInvisible_LooksLikeLeavingAndNothingMoreShows()
    {
        var ann = await _gateway.ComeAsync(_ann);
        await _watcher.Connection.WatchAsync([_ann.Id]);

        await ann.Connection.SetPresenceAsync(PresenceStatuses.Invisible, "shh");
        var frame = await _watcher.NextAsync<PresenceFrame>();
        await _gateway.ComeAsync(_ann);
        await _gateway.LeaveAsync(ann);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(("offline", ""), (frame.Status, frame.Text));
        Assert.NotNull(frame.LastSeen);
        await _watcher.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Watch_AnotherList_TakesThePlaceOfTheFirst()
    {
        var ann = await _gateway.ComeAsync(_ann);
        var ben = await _gateway.ComeAsync(_ben);
        await _watcher.Connection.WatchAsync([_ann.Id]);
        await _watcher.Connection.WatchAsync([_ben.Id]);

        await ann.Connection.SetPresenceAsync(PresenceStatuses.Busy);
        await ben.Connection.SetPresenceAsync(PresenceStatuses.Busy);

        Assert.Equal(_ben.Id, (await _watcher.NextAsync<PresenceFrame>()).User);
        await _watcher.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Watch_Nobody_EndsItAndLetsTheUserGo()
    {
        var ann = await _gateway.ComeAsync(_ann);
        await _watcher.Connection.WatchAsync([_ann.Id]);
        Assert.Equal(1, Watches.Count);

        Assert.Empty(await _watcher.Connection.WatchAsync([]));
        await ann.Connection.SetPresenceAsync(PresenceStatuses.Busy);
        await _watcher.AssertNothingMoreAsync();
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(0, Watches.Count);
    }

    [Fact]
    public async Task Watch_WatcherGoes_TheUserIsLetGo()
    {
        await _watcher.Connection.WatchAsync([_ann.Id]);

        await _gateway.LeaveAsync(_watcher);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(0, Watches.Count);
    }

    [Fact]
    public async Task Watch_TwoConnections_AreBothTold()
    {
        var second = await _gateway.ConnectAsync("Second");
        var ann = await _gateway.ComeAsync(_ann);
        await _watcher.Connection.WatchAsync([_ann.Id]);
        await second.Connection.WatchAsync([_ann.Id]);

        await ann.Connection.SetPresenceAsync(PresenceStatuses.Away);

        Assert.Equal("away", (await _watcher.NextAsync<PresenceFrame>()).Status);
        Assert.Equal("away", (await second.NextAsync<PresenceFrame>()).Status);
    }

    [Fact]
    public async Task Watch_PresenceWasTold_ButTheWordWasLost_IsFoundWithinFiveMinutes()
    {
        var ann = await _gateway.ComeAsync(_ann);
        await _watcher.Connection.WatchAsync([_ann.Id]);
        await Presence.UnwatchAsync(_gateway.Services.GetRequiredService<GatewayIdentity>().Id, long.MaxValue);
        await ann.Connection.SetPresenceAsync(PresenceStatuses.Busy);
        await _watcher.AssertNothingMoreAsync();

        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("busy", (await _watcher.NextAsync<PresenceFrame>()).Status);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"users":null}""")]
    [InlineData("""{"users":["a","b","c","d"]}""")]
    [InlineData("""{"users":[""]}""")]
    [InlineData("""{"users":[null]}""")]
    [InlineData("""{"users":["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]}""")]
    [InlineData("""{"users":"ann"}""")]
    [InlineData("""{"users":[7]}""")]
    public async Task Watch_Bad_IsRefusedAndTheOldListStands(string request)
    {
        var ann = await _gateway.ComeAsync(_ann);
        await _watcher.Connection.WatchAsync([_ann.Id]);

        var error = await _watcher.RefusedAsync("Watch", System.Text.Json.JsonDocument.Parse(request).RootElement);
        await ann.Connection.SetPresenceAsync(PresenceStatuses.Busy);

        Assert.Equal(ChatErrorCode.BadRequest, error.Code);
        Assert.Equal("busy", (await _watcher.NextAsync<PresenceFrame>()).Status);
    }
}
