using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansChat.Client.Tests;

/// <summary>A server on a free port that opens hub connections for the token <c>good</c> and leaves everything after that to the test.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    public const string Refusal = """{"type":"about:blank","title":"Unauthorized","status":401,"code":"UNAUTHENTICATED","detail":"The token is not valid here."}""";

    private readonly WebApplication _application;
    private readonly Channel<HubSession> _sessions = Channel.CreateUnbounded<HubSession>();

    private HubServer(WebApplication application) => _application = application;

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What the server answers to the hub protocol's handshake.</summary>
    public string HandshakeAnswer { get; set; } = "{}\u001e";

    public static async Task<HubServer> StartAsync(Action<WebApplication>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.UseWebSockets();
        var server = new HubServer(application);
        application.Map("/hub/chat", server.ConnectAsync);
        configure?.Invoke(application);
        await application.StartAsync();
        return server;
    }

    public async Task<(ChatConnection Connection, HubSession Session)> ConnectAsync(ChatConnectionOptions? options = null)
    {
        var connection = await ChatConnection.ConnectAsync(Address, "good", options);
        return (connection, await _sessions.Reader.ReadAsync());
    }

    /// <summary>The next connection that somebody opens.</summary>
    public ValueTask<HubSession> AcceptAsync() => _sessions.Reader.ReadAsync();

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private async Task ConnectAsync(HttpContext context)
    {
        if (context.Request.Query["access_token"] != "good")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync(Refusal);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var session = new HubSession(socket);
        var receiving = session.RunAsync();
        Assert.Equal("""{"protocol":"json","version":1}""", await session.ReadTextAsync());
        await session.SendPartAsync(HandshakeAnswer);
        await _sessions.Writer.WriteAsync(session);
        await receiving;
    }
}
