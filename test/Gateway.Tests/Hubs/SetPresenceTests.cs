using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class SetPresenceTests : IAsyncLifetime
{
    private readonly UserInfo _ann = GatewayUnderTest.NewUser("Ann");
    private readonly UserInfo _bob = GatewayUnderTest.NewUser("Bob");
    private GatewayUnderTest _gateway = null!;

    public async Task InitializeAsync() => _gateway = await GatewayUnderTest.StartAsync(GatewayUnderTest.NewTime(), ("RateLimits:Presence:Limit", "5"));

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task SetPresence_Busy_OthersReadItWithItsText()
    {
        var ann = await _gateway.ConnectAsync(_ann);

        await ann.Connection.SetPresenceAsync(PresenceStatuses.Busy, "in a <b>class</b>");

        var presence = await GetAsync(_ann, asks: _bob);
        Assert.Equal(("busy", "in a <b>class</b>", 1), Seen(presence));
    }

    [Fact]
    public async Task SetPresence_Invisible_IsOfflineToAllButTheUser()
    {
        var ann = await _gateway.ConnectAsync(_ann);

        await ann.Connection.SetPresenceAsync(PresenceStatuses.Invisible, "shh");

        var others = await GetAsync(_ann, asks: _bob);
        Assert.Equal(("offline", "", 0), Seen(others));
        Assert.Equal(JsonValueKind.Number, others.GetProperty("lastSeen").ValueKind);
        Assert.Equal(("invisible", "shh", 1), Seen(await GetAsync(_ann, asks: _ann)));
    }

    [Fact]
    public async Task SetPresence_AwayOnOneOfTwo_IsOnlineUntilBothAre()
    {
        var phone = await _gateway.ConnectAsync(_ann);
        var laptop = await _gateway.ComeAsync(_ann);

        await phone.Connection.SetPresenceAsync(PresenceStatuses.Away);
        Assert.Equal("online", Seen(await GetAsync(_ann, asks: _bob)).Status);

        await laptop.Connection.SetPresenceAsync(PresenceStatuses.Away);
        Assert.Equal("away", Seen(await GetAsync(_ann, asks: _bob)).Status);
    }

    [Theory]
    [InlineData("""{"status":"offline"}""", ChatErrorCode.BadRequest)]
    [InlineData("""{"status":"Busy"}""", ChatErrorCode.BadRequest)]
    [InlineData("""{"status":""}""", ChatErrorCode.BadRequest)]
    [InlineData("""{"status":null}""", ChatErrorCode.BadRequest)]
    [InlineData("""{}""", ChatErrorCode.BadRequest)]
    [InlineData("""{"status":7}""", ChatErrorCode.BadRequest)]
    [InlineData("""{"status":"busy","text":"two\nlines"}""", ChatErrorCode.BadRequest)]
    [InlineData("""{"status":"busy","text":"bell \u0007"}""", ChatErrorCode.BadRequest)]
    [InlineData("""{"status":"busy","text":["x"]}""", ChatErrorCode.BadRequest)]
    public async Task SetPresence_Bad_IsRefusedAndChangesNothing(string request, string code)
    {
        var ann = await _gateway.ComeAsync(_ann);

        var error = await ann.RefusedAsync("SetPresence", JsonDocument.Parse(request).RootElement);

        Assert.Equal(code, error.Code);
        Assert.Equal(("online", "", 1), Seen(await GetAsync(_ann, asks: _bob)));
    }

    [Fact]
    public async Task SetPresence_TextTooLong_IsRefusedWithTheLimit()
    {
        var ann = await _gateway.ConnectAsync(_ann);

        await ann.Connection.SetPresenceAsync(PresenceStatuses.Busy, new string('x', 140));
        var error = await ann.RefusedAsync("SetPresence", new { status = "busy", text = new string('x', 141) });

        Assert.Equal((ChatErrorCode.TooLarge, 140), (error.Code, error.Limit));
    }

    [Fact]
    public async Task SetPresence_TooOften_IsRefusedWithTheWait()
    {
        var ann = await _gateway.ConnectAsync(_ann);
        for (var i = 0; i < 5; i++)
        {
            await ann.Connection.SetPresenceAsync(PresenceStatuses.Busy);
        }

        var error = await ann.RefusedAsync("SetPresence", new { status = "online" });

        Assert.Equal((ChatErrorCode.RateLimited, 5), (error.Code, error.Limit));
        Assert.True(error.RetryAfterMs > 0);
        Assert.Equal("busy", Seen(await GetAsync(_ann, asks: _bob)).Status);
    }

    private static (string? Status, string? Text, int Devices) Seen(JsonElement presence) =>
        (presence.GetProperty("status").GetString(), presence.GetProperty("text").GetString(), presence.GetProperty("devices").GetInt32());

    private Task<JsonElement> GetAsync(UserInfo user, UserInfo asks) => _gateway.ReadAsync($"/api/v1/users/{user.Id}/presence", asks);
}
