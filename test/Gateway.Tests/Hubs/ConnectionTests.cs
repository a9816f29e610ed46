using System.Net;
using System.Text.Json;
using OrleansChat.Client;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class ConnectionTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    [Theory]
    [InlineData("/hub/chat")]
    [InlineData("/api/v1/stats")]
    [InlineData("/api/v1/users/ann/presence")]
    public async Task Get_NoToken_IsUnauthorised(string path)
    {
        using var response = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(ChatErrorCode.Unauthenticated, problem.RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Connect_TokenOfAnotherKey_IsRefused()
    {
        var forged = DevelopmentToken.Create(new byte[32], GatewayUnderTest.NewUser("Eve"), DateTimeOffset.UtcNow, TimeSpan.FromHours(1));

        var refused = await Assert.ThrowsAsync<ChatException>(() => ChatConnection.ConnectAsync(gateway.Address, forged));

        Assert.Equal((ChatErrorCode.Unauthenticated, HttpStatusCode.Unauthorized), (refused.Code, refused.StatusCode));
    }

    [Fact]
    public async Task Connect_TicketOfAToken_OpensOneConnection()
    {
        var user = GatewayUnderTest.NewUser("Ann");
        var ticket = await new ChatApi(gateway.Client).GetTicketAsync(gateway.TokenOf(user));

        await using var connection = await ChatConnection.ConnectAsync(gateway.Address, ticket.Ticket);
        var again = await Assert.ThrowsAsync<ChatException>(() => ChatConnection.ConnectAsync(gateway.Address, ticket.Ticket));

        Assert.Equal(user, (await connection.HelloAsync()).User);
        Assert.Equal(ChatErrorCode.Unauthenticated, again.Code);
    }

    [Fact]
    public async Task Connect_ElevenTimesAsOneUser_TheLastIsToldGoodbyeAndTheOthersLive()
    {
        var conversation = await Conversation.StartAsync(gateway);
        for (var number = 2; number <= 10; number++)
        {
            await gateway.ConnectAsync(conversation.Ann.User);
        }

        var eleventh = await gateway.ConnectAsync(conversation.Ann.User);

        var bye = await eleventh.NextAsync<ByeFrame>();
        Assert.Equal((ChatErrorCode.Overloaded, "stop"), (bye.Code, bye.Action));
        var closure = await eleventh.ClosedAsync();
        Assert.Equal((true, false), (closure.ByServer, closure.AllowReconnect));
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Connect_AfterOneOfTenHasGone_IsLetIn()
    {
        var user = GatewayUnderTest.NewUser("Ann");
        var first = await gateway.ConnectAsync(user);
        for (var number = 2; number <= 10; number++)
        {
            await gateway.ConnectAsync(user);
        }

        var gone = gateway.WhenDisconnectedAsync(user);
        await first.Connection.DisposeAsync();
        await gone;
        var next = await gateway.ConnectAsync(user);

        await next.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Close_InTheMiddleOfAFrame_OnlyThatConnectionEnds()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var eve = GatewayUnderTest.NewUser("Eve");
        using (var hub = await RawHub.ConnectAsync(gateway, eve))
        {
            await hub.SendAsync($$"""{"type":1,"invocationId":"1","target":"Join","arguments":[{"room":"{{conversation.Room}}"}]}""" + '\u001e');
            Assert.Equal(eve.Id, (await conversation.Bob.NextAsync<JoinedFrame>()).Member.Id);

            // A masked text frame that promises 256 bytes, and 5 of them.
            await hub.Stream.WriteAsync(new byte[] { 0x81, 0xFE, 0x01, 0x00, 1, 2, 3, 4, 5, 6, 7, 8, 9 });
        }

        var left = await conversation.Bob.NextAsync<LeftFrame>();
        Assert.Equal((eve.Id, "disconnected"), (left.User.Id, left.Reason));
        Assert.Equal(left.Seq + 1, (await conversation.Ann.Connection.SendAsync(conversation.Room, "hi")).Seq);
    }
}
