using System.Net.WebSockets;
using System.Text;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class BearerHandlerTests : IAsyncLifetime
{
    private AuthHost _host = null!;

    private string Good => TestToken.Hs256(_host.Time.GetUtcNow()).Build();

    public async Task InitializeAsync() => _host = await AuthHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Get_TokenInHeader_IsAuthenticated()
    {
        using var response = await _host.GetAsync("/me", Good);

        Assert.Equal("ann", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_NoToken_IsChallengedWithoutAnError()
    {
        using var response = await _host.GetAsync("/me");

        await AuthHost.AssertProblemAsync(response, 401, ChatErrorCode.Unauthenticated);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Get_ForgedToken_IsChallengedWithTheReason()
    {
        using var response = await _host.GetAsync("/me", TestToken.Hs256(_host.Time.GetUtcNow(), new byte[32]).Build());

        var detail = await AuthHost.AssertProblemAsync(response, 401, ChatErrorCode.Unauthenticated);
        Assert.Equal("The token's signature does not match.", detail);
        Assert.Equal($"Bearer error=\"invalid_token\", error_description=\"{detail}\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Get_ExpiredToken_SaysSo()
    {
        var token = Good;
        _host.Time.Advance(TimeSpan.FromHours(1));

        using var response = await _host.GetAsync("/me", token);

        await AuthHost.AssertProblemAsync(response, 401, ChatErrorCode.TokenExpired);
    }

    [Fact]
    public async Task Get_TokenInQueryOnHub_IsAuthenticated()
    {
        using var response = await _host.GetAsync($"/hub/me?access_token={Good}");

        Assert.Equal("ann", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/HUB/me")]
    [InlineData("/Hub/me")]
    public async Task Get_TokenInQueryOnHubInAnotherCase_IsAuthenticated(string path)
    {
        using var response = await _host.GetAsync($"{path}?access_token={Good}");

        Assert.Equal("ann", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_TokenInQueryElsewhere_IsNotLookedAt()
    {
        using var response = await _host.GetAsync($"/me?access_token={Good}");

        await AuthHost.AssertProblemAsync(response, 401, ChatErrorCode.Unauthenticated);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Get_TwoTokensInQuery_IsRefused()
    {
        using var response = await _host.GetAsync($"/hub/me?access_token={Good}&access_token={Good}");

        await AuthHost.AssertProblemAsync(response, 401, ChatErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task Get_TicketOnHub_WorksOnce()
    {
        var ticket = await ConnectAsync();

        using var first = await _host.GetAsync($"/hub/me?access_token={ticket}");
        using var second = await _host.GetAsync($"/hub/me?access_token={ticket}");

        Assert.Equal("ann", await first.Content.ReadAsStringAsync());
        await AuthHost.AssertProblemAsync(second, 401, ChatErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task Get_TicketInHeaderOnHub_Works()
    {
        using var response = await _host.GetAsync("/hub/me", await ConnectAsync());

        Assert.Equal("ann", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_TicketLate_IsRefused()
    {
        var ticket = await ConnectAsync();
        _host.Time.Advance(TimeSpan.FromSeconds(30));

        using var response = await _host.GetAsync($"/hub/me?access_token={ticket}");

        await AuthHost.AssertProblemAsync(response, 401, ChatErrorCode.Unauthenticated);
    }

    [Fact]
    public async Task Get_TicketElsewhere_IsRefusedAndNotUsedUp()
    {
        var ticket = await ConnectAsync();

        using var elsewhere = await _host.GetAsync("/me", ticket);
        using var hub = await _host.GetAsync($"/hub/me?access_token={ticket}");

        await AuthHost.AssertProblemAsync(elsewhere, 401, ChatErrorCode.Unauthenticated);
        Assert.Equal("ann", await hub.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task WebSocket_ExpiredByTheServersClock_IsClosed()
    {
        // SignalR looks at the wall clock, which in this test is years behind the token's: the connection opens and stays. That the expiry has
        // arrived where SignalR reads it shows on a token whose end is in its past.
        var past = DateTimeOffset.UtcNow.AddMinutes(-5);
        await using var host = await AuthHost.StartAsync();
        host.Time.Advance(past - host.Time.GetUtcNow());
        using var socket = new ClientWebSocket();
        var token = TestToken.Hs256(past).Claim("exp", $"{past.ToUnixTimeSeconds() + 60}").Build();

        await socket.ConnectAsync(new Uri($"ws://{host.Address.Authority}/hub/live?access_token={token}"), CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var received = new StringBuilder();
        var buffer = new byte[1024];
        for (var result = await socket.ReceiveAsync(buffer, patience.Token);
             result.MessageType != WebSocketMessageType.Close;
             result = await socket.ReceiveAsync(buffer, patience.Token))
        {
            received.Append(Encoding.UTF8.GetString(buffer, 0, result.Count));
        }

        // It ends at one of the server's beats, which can come even before the server has read the handshake.
        Assert.Matches("^({}|{\"error\":\"Handshake was canceled.\"})\u001e", received.ToString());
    }

    private async Task<string> ConnectAsync()
    {
        using var response = await _host.PostAsync("/api/v1/connect", token: Good);
        return (await AuthHost.ReadAsync(response)).GetProperty("ticket").GetString()!;
    }
}
