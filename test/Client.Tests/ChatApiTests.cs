using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Tests;

public sealed class ChatApiTests
{
    [Fact]
    public async Task SignInAsGuestAsync_Named_ReturnsSession()
    {
        var body = "";
        await using var server = await HubServer.StartAsync(application => application.MapPost("/api/v1/auth/guest", async context =>
        {
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await WriteAsync(context, 200, "application/json", """{"token":"t","user":{"id":"u","name":"Ann"},"expiresAt":17}""");
        }));
        using var http = new HttpClient { BaseAddress = server.Address };

        Assert.Equal(new GuestSession("t", new UserInfo("u", "Ann"), 17), await new ChatApi(http).SignInAsGuestAsync("Ann"));
        Assert.Equal("""{"name":"Ann"}""", body);
    }

    [Fact]
    public async Task GetTicketAsync_WithToken_SendsItAsBearer()
    {
        await using var server = await HubServer.StartAsync(application => application.MapPost("/api/v1/connect", context =>
            WriteAsync(context, 200, "application/json", $$"""{"ticket":"for {{context.Request.Headers.Authorization}}","expiresAt":17}""")));
        using var http = new HttpClient { BaseAddress = server.Address };

        Assert.Equal(new ConnectionTicket("for Bearer t", 17), await new ChatApi(http).GetTicketAsync("t"));
    }

    [Fact]
    public async Task SignInAsGuestAsync_Refused_ThrowsTheProblem()
    {
        await using var server = await HubServer.StartAsync(application => application.MapPost("/api/v1/auth/guest", context =>
            WriteAsync(context, 429, "application/problem+json", """{"status":429,"code":"RATE_LIMITED","detail":"Wait.","retryable":true,"retryAfterMs":500,"limit":5}""")));
        using var http = new HttpClient { BaseAddress = server.Address };

        var refused = await Assert.ThrowsAsync<ChatException>(() => new ChatApi(http).SignInAsGuestAsync("Ann"));

        Assert.Equal(new ChatError("RATE_LIMITED", "Wait.", true) { RetryAfterMs = 500, Limit = 5 }, refused.Error);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    private static Task WriteAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    }
}
