using System.Net;
using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Endpoints;

public sealed class PresenceEndpointsTests : IAsyncLifetime
{
    private readonly FakeTime _time = GatewayUnderTest.NewTime();
    private readonly UserInfo _ann = GatewayUnderTest.NewUser("Ann");
    private GatewayUnderTest _gateway = null!;

    public async Task InitializeAsync() => _gateway = await GatewayUnderTest.StartAsync(_time);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Get_NeverSeen_IsOffline()
    {
        var presence = await GetAsync(_ann.Id);

        Assert.Equal(("offline", 0), (presence.GetProperty("status").GetString(), presence.GetProperty("devices").GetInt32()));
        Assert.Equal(JsonValueKind.Null, presence.GetProperty("lastSeen").ValueKind);
    }

    [Fact]
    public async Task Get_TwoConnections_IsOnlineWithTwoDevices()
    {
        var phone = await _gateway.ConnectAsync(_ann);
        var laptop = await _gateway.ConnectAsync(_ann);
        await phone.Connection.HelloAsync();
        await laptop.Connection.HelloAsync();

        var presence = await GetAsync(_ann.Id);

        Assert.Equal(("online", 2), (presence.GetProperty("status").GetString(), presence.GetProperty("devices").GetInt32()));
        Assert.Equal(_ann.Id, presence.GetProperty("user").GetString());
    }

    [Fact]
    public async Task Get_LastConnectionHasGone_IsOfflineSinceThen()
    {
        await _gateway.LeaveAsync(await _gateway.ComeAsync(_ann));
        var left = _time.GetUtcNow().ToUnixTimeMilliseconds();

        var presence = await GetAsync(_ann.Id);

        Assert.Equal("offline", presence.GetProperty("status").GetString());
        Assert.Equal(left, presence.GetProperty("lastSeen").GetInt64());
    }

    [Fact]
    public async Task Get_IdTooLong_IsRefused()
    {
        using var response = await _gateway.GetAsync(PathOf(new string('x', 65)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(ChatErrorCode.BadRequest, problem.RootElement.GetProperty("code").GetString());
    }

    private static string PathOf(string user) => $"/api/v1/users/{user}/presence";

    private Task<JsonElement> GetAsync(string user) => _gateway.ReadAsync(PathOf(user));
}
