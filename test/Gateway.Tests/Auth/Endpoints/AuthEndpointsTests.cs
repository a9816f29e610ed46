using System.Net;
using System.Net.Http.Json;
using System.Text;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Auth;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class AuthEndpointsTests
{
    private const string Guest = "/api/v1/auth/guest";
    private const string Connect = "/api/v1/connect";

    [Fact]
    public async Task PostGuest_Name_GivesATokenThatWorks()
    {
        await using var host = await AuthHost.StartAsync();

        using var response = await host.PostAsync(Guest, JsonContent.Create(new { name = "  Ann " }));
        var answer = await AuthHost.ReadAsync(response);
        using var me = await host.GetAsync("/me", answer.GetProperty("token").GetString());

        var user = answer.GetProperty("user");
        Assert.Equal("Ann", user.GetProperty("name").GetString());
        Assert.Matches("^guest-[0-9a-f]{32}$", user.GetProperty("id").GetString());
        Assert.Equal(user.GetProperty("id").GetString(), await me.Content.ReadAsStringAsync());
        Assert.Equal(host.Time.GetUtcNow().AddHours(12).ToUnixTimeMilliseconds(), answer.GetProperty("expiresAt").GetInt64());
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task PostGuest_SameNameTwice_GivesTwoUsers()
    {
        await using var host = await AuthHost.StartAsync();

        using var first = await host.PostAsync(Guest, JsonContent.Create(new { name = "Ann" }));
        using var second = await host.PostAsync(Guest, JsonContent.Create(new { name = "Ann" }));

        Assert.NotEqual(
            (await AuthHost.ReadAsync(first)).GetProperty("user").GetProperty("id").GetString(),
            (await AuthHost.ReadAsync(second)).GetProperty("user").GetProperty("id").GetString());
    }

    [Fact]
    public async Task PostGuest_TokenLifetimeOver_IsExpired()
    {
        await using var host = await AuthHost.StartAsync(("Auth:Guests:TokenLifetime", "00:10:00"));
        using var response = await host.PostAsync(Guest, JsonContent.Create(new { name = "Ann" }));
        var token = (await AuthHost.ReadAsync(response)).GetProperty("token").GetString();
        host.Time.Advance(TimeSpan.FromMinutes(10));

        using var me = await host.GetAsync("/me", token);

        await AuthHost.AssertProblemAsync(me, 401, ChatErrorCode.TokenExpired);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"Ann\"")]
    [InlineData("{}")]
    [InlineData("{\"name\":null}")]
    [InlineData("{\"name\":7}")]
    [InlineData("{\"name\":\"\"}")]
    [InlineData("{\"name\":\"a\\u202eb\"}")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"name\":\"Ann\",\"name\":\"Bob\"}")]
    [InlineData("{\"name\":\"Ann\"")]
    public async Task PostGuest_BadBody_SaysWhatToSend(string body)
    {
        await using var host = await AuthHost.StartAsync();

        using var response = await host.PostAsync(Guest, new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Contains("'name'", await AuthHost.AssertProblemAsync(response, 400, ChatErrorCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostGuest_NotJson_SaysWhatToSend()
    {
        await using var host = await AuthHost.StartAsync();

        using var response = await host.PostAsync(Guest, new StringContent("{\"name\":\"Ann\"}", Encoding.UTF8, "text/plain"));

        Assert.Contains("application/json", await AuthHost.AssertProblemAsync(response, 400, ChatErrorCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostGuest_LargeBody_IsTooLarge()
    {
        await using var host = await AuthHost.StartAsync();

        using var response = await host.PostAsync(Guest, JsonContent.Create(new { name = new string('a', 5000) }));

        await AuthHost.AssertProblemAsync(response, 413, ChatErrorCode.TooLarge);
    }

    [Fact]
    public async Task PostGuest_GuestsOff_IsForbidden()
    {
        await using var host = await AuthHost.StartAsync(("Auth:Guests:Enabled", "false"));

        using var response = await host.PostAsync(Guest, JsonContent.Create(new { name = "Ann" }));

        await AuthHost.AssertProblemAsync(response, 403, ChatErrorCode.Forbidden);
    }

    [Fact]
    public async Task PostGuest_OverTheLimit_IsToldWhenToComeBack()
    {
        await using var host = await AuthHost.StartAsync(("Auth:Guests:SignInsPerAddress", "2"), ("Auth:Guests:Window", "1.00:00:00"));
        for (var allowed = 0; allowed < 2; allowed++)
        {
            using var within = await host.PostAsync(Guest, JsonContent.Create(new { name = "Ann" }));
            Assert.Equal(HttpStatusCode.OK, within.StatusCode);
        }

        using var over = await host.PostAsync(Guest, JsonContent.Create(new { name = "Ann" }));

        await AuthHost.AssertProblemAsync(over, 429, ChatErrorCode.RateLimited);
        Assert.InRange((await AuthHost.ReadAsync(over)).GetProperty("retryAfterMs").GetInt64(), 1, (long)TimeSpan.FromDays(1).TotalMilliseconds);
        Assert.NotNull(over.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("192.0.2.7", "192.0.2.7")]
    public void GetNetwork_Address_IsWhatOneClientCommands(string address, string network) =>
        Assert.Equal(network, GuestRateLimit.GetNetwork(IPAddress.Parse(address)).ToString(), ignoreCase: true);

    [Fact]
    public async Task PostConnect_Token_GivesATicketForSeconds()
    {
        await using var host = await AuthHost.StartAsync();

        using var response = await host.PostAsync(Connect, token: TestToken.Hs256(host.Time.GetUtcNow()).Build());
        var answer = await AuthHost.ReadAsync(response);

        Assert.Matches("^[A-Za-z0-9_-]{43}$", answer.GetProperty("ticket").GetString());
        Assert.Equal(host.Time.GetUtcNow().AddSeconds(30).ToUnixTimeMilliseconds(), answer.GetProperty("expiresAt").GetInt64());
    }

    [Fact]
    public async Task PostConnect_NoToken_IsChallenged()
    {
        await using var host = await AuthHost.StartAsync();

        using var response = await host.PostAsync(Connect);

        await AuthHost.AssertProblemAsync(response, 401, ChatErrorCode.Unauthenticated);
    }
}
