using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class HubOriginTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("https://chat.test.attacker.test")]
    [InlineData("https://evilchat.test")]
    [InlineData("https://sub.chat.test")]
    [InlineData("https://chat.tes")]
    [InlineData("https://Chat.test")]
    [InlineData("HTTPS://chat.test")]
    [InlineData("http://chat.test")]
    [InlineData("https://chat.test:8443")]
    [InlineData("https://chat.test:443")]
    [InlineData("https://chat.test/")]
    [InlineData("https://chat.test.")]
    [InlineData("https://chat.test, https://attacker.test")]
    public async Task Get_OriginNotOnTheList_IsForbidden(string origin)
    {
        await using var host = await AuthHost.StartAsync(("Auth:AllowedOrigins:0", "https://chat.test"));
        var token = TestToken.Hs256(host.Time.GetUtcNow()).Build();

        using var response = await host.GetAsync("/hub/me", token, origin);

        await AuthHost.AssertProblemAsync(response, 403, ChatErrorCode.Forbidden);
    }

    [Theory]
    [InlineData("https://chat.test")]
    [InlineData("http://localhost:5173")]
    [InlineData(null)]
    public async Task Get_OriginOnTheListOrMissing_Passes(string? origin)
    {
        await using var host = await AuthHost.StartAsync(("Auth:AllowedOrigins:0", "https://chat.test"), ("Auth:AllowedOrigins:1", "http://localhost:5173"));

        using var response = await host.GetAsync("/hub/me", TestToken.Hs256(host.Time.GetUtcNow()).Build(), origin);

        Assert.Equal("ann", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_NoList_AdmitsTheRequestsOwnOriginAlone()
    {
        await using var host = await AuthHost.StartAsync();
        var token = TestToken.Hs256(host.Time.GetUtcNow()).Build();

        using var own = await host.GetAsync("/hub/me", token, $"http://{host.Address.Authority}");
        using var otherPort = await host.GetAsync("/hub/me", token, "http://127.0.0.1:1");
        using var otherScheme = await host.GetAsync("/hub/me", token, $"https://{host.Address.Authority}");

        Assert.Equal("ann", await own.Content.ReadAsStringAsync());
        await AuthHost.AssertProblemAsync(otherPort, 403, ChatErrorCode.Forbidden);
        await AuthHost.AssertProblemAsync(otherScheme, 403, ChatErrorCode.Forbidden);
    }

    [Fact]
    public async Task Get_HubInAnotherCase_IsCheckedToo()
    {
        await using var host = await AuthHost.StartAsync();

        using var response = await host.GetAsync("/HUB/me", TestToken.Hs256(host.Time.GetUtcNow()).Build(), "https://attacker.test");

        await AuthHost.AssertProblemAsync(response, 403, ChatErrorCode.Forbidden);
    }

    [Fact]
    public async Task Get_ForeignOrigin_DoesNotUseTheTicketUp()
    {
        await using var host = await AuthHost.StartAsync();
        using var answer = await host.PostAsync("/api/v1/connect", token: TestToken.Hs256(host.Time.GetUtcNow()).Build());
        var ticket = (await AuthHost.ReadAsync(answer)).GetProperty("ticket").GetString();

        using var foreign = await host.GetAsync($"/hub/me?access_token={ticket}", origin: "https://attacker.test");
        using var own = await host.GetAsync($"/hub/me?access_token={ticket}");

        await AuthHost.AssertProblemAsync(foreign, 403, ChatErrorCode.Forbidden);
        Assert.Equal("ann", await own.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_ForeignOriginOutsideTheHub_Passes()
    {
        await using var host = await AuthHost.StartAsync();

        using var response = await host.GetAsync("/me", TestToken.Hs256(host.Time.GetUtcNow()).Build(), "https://attacker.test");

        Assert.Equal("ann", await response.Content.ReadAsStringAsync());
    }
}
