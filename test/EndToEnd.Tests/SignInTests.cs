using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>How people come in, come back, and open a second tab.</summary>
public sealed class SignInTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    [BrowserFact]
    public async Task Open_LinkToARoom_FillsInItsCode()
    {
        var ann = await UserAsync("Ann");
        var window = await ann.OpenAsync($"/?room={Room}");

        await Expect(window.Find("room")).ToHaveValueAsync(Room);
        await window.Find("name").FillAsync("Ann");
        await window.Find("join").ClickAsync();
        await window.ExpectJoinedAsync();
    }

    [BrowserFact]
    public async Task Join_LowerCaseCode_MeetsInTheSameRoom()
    {
        var ann = await JoinAsync("Ann");
        var bob = await UserAsync("Bob");
        await bob.JoinAsync($" {Room.ToLowerInvariant()} ");
        await ann.ExpectMembersAsync(2);
    }

    [BrowserFact]
    public async Task Join_NoNameOrNoCode_SaysWhatToEnter()
    {
        var window = await (await UserAsync("Ann")).OpenAsync();
        await window.Find("join").ClickAsync();
        await Expect(window.Find("join-error")).ToContainTextAsync("name");
        await window.Find("name").FillAsync("Ann");
        await window.Find("room").FillAsync("no such code!");
        await window.Find("join").ClickAsync();
        await Expect(window.Find("join-error")).ToContainTextAsync("room code");
        await window.ScreenshotAsync("join");
    }

    [BrowserFact]
    public async Task Reload_InARoom_ComesBackAsTheSameUser()
    {
        var ann = await JoinAsync("Ann");
        await JoinAsync("Bob");
        await ann.SendAsync("Before the reload");
        await ann.ExpectOwnAsync("Before the reload");

        await ann.Page.ReloadAsync();

        await ann.ExpectJoinedAsync();
        await ann.ExpectOwnAsync("Before the reload");
        await ann.ExpectMembersAsync(2);
    }

    [BrowserFact]
    public async Task Join_SecondTabUnderTheSameName_IsTheSameUser()
    {
        var user = await UserAsync("Ann");
        var first = await user.JoinAsync(Room);
        var second = await user.OpenAsync();
        await Expect(second.Find("name")).ToHaveValueAsync("Ann");
        await second.JoinAsync("Ann", Room);

        await first.SendAsync("From the first tab");

        await second.ExpectOwnAsync("From the first tab");
        await first.ExpectMembersAsync(1);
        await second.Page.CloseAsync();
        await first.SendAsync("Still here");
        await first.ExpectOwnAsync("Still here");
        await Expect(first.SystemLines).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Join_Always_KeepsTheAccessTokenOutOfTheAddress()
    {
        var window = await (await UserAsync("Ann")).OpenAsync();
        var socket = await window.Page.RunAndWaitForWebSocketAsync(() => window.JoinAsync("Ann", Room));

        var token = await window.Page.EvaluateAsync<string>("() => JSON.parse(sessionStorage.getItem('orleanschat.guest')).token");
        Assert.NotEmpty(token);
        Assert.DoesNotContain(token, socket.Url, StringComparison.Ordinal);
        Assert.Contains("access_token=", socket.Url, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Open_Page_NamesTheRuntime()
    {
        var window = await JoinAsync("Ann");
        await Expect(window.Find("footer")).ToContainTextAsync("Orleans runtime:");
    }
}
