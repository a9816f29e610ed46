using Microsoft.Playwright;
using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>A test with people who have browsers; they are closed with it, whatever happened.</summary>
[Collection(RunningChat.Name)]
public abstract class BrowserTest(GatewayFixture gateway, BrowserFixture browsers) : IAsyncLifetime
{
    private readonly List<ChatUser> _users = [];

    private protected string Room { get; } = GatewayFixture.NewRoom();

    private protected virtual Uri Address => gateway.Gateway.Address;

    private protected async Task<ChatUser> UserAsync(string name, BrowserNewContextOptions? options = null, Uri? address = null)
    {
        var user = await ChatUser.CreateAsync(await browsers.GetAsync(), address ?? Address, name, options);
        _users.Add(user);
        return user;
    }

    /// <summary>A new user in the test's room.</summary>
    private protected async Task<ChatWindow> JoinAsync(string name, BrowserNewContextOptions? options = null) =>
        await (await UserAsync(name, options)).JoinAsync(Room);

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var user in _users)
            await user.DisposeAsync();
    }
}
