using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansChat.LoadTest.Tests.Fakes;

/// <summary>A small chat server, right or wrong on purpose, that speaks the wire of the real one.</summary>
public sealed class FakeChatServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Fault _fault;
    private readonly bool _refusesAll;
    private readonly FakeLimit? _limit;
    private readonly Dictionary<string, FakeRoom> _rooms = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _firstMessage = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _guests;

    private FakeChatServer(WebApplication application, Fault fault, bool refusesAll, FakeLimit? limit)
    {
        _application = application;
        _fault = fault;
        _refusesAll = refusesAll;
        _limit = limit;
    }

    public string Address => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public int Guests => _guests;

    /// <summary>Completes when somebody has sent a message.</summary>
    public Task FirstMessage => _firstMessage.Task;

    public static async Task<FakeChatServer> StartAsync(Fault fault = Fault.None, bool refusesAll = false, int port = 0, FakeLimit? limit = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var application = builder.Build();
        application.UseWebSockets();
        var server = new FakeChatServer(application, fault, refusesAll, limit);
        application.Map("/hub/chat", server.ConnectAsync);
        application.MapPost("/api/v1/auth/guest", server.SignInAsync);
        await application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private Task SignInAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _guests);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$$"""{"token":"guest-{{{number}}}","user":{"id":"guest-{{{number}}}","name":"g"},"expiresAt":0}""");
    }

    private async Task ConnectAsync(HttpContext context)
    {
        var token = context.Request.Query["access_token"].ToString();
        if (token == "forged")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync("""{"status":401,"code":"UNAUTHENTICATED","detail":"The token is not valid here."}""");
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await new FakeConnection(socket, token).RunAsync(Invoke, _stopping.Token);
    }

    private void Invoke(FakeConnection connection, JsonElement record)
    {
        if (record.TryGetProperty("protocol", out _))
        {
            connection.Write("{}");
            return;
        }

        if (record.GetProperty("type").GetInt32() != 1)
        {
            return;
        }

        var id = record.GetProperty("invocationId").GetString()!;
        var argument = record.GetProperty("arguments")[0];
        if (record.GetProperty("target").ValueEquals("Hello"))
        {
            if (argument.ValueKind == JsonValueKind.Object && argument.TryGetProperty("rooms", out var places) && places.ValueKind == JsonValueKind.Array)
            {
                var place = places[0];
                RoomOf(place.GetProperty("room").GetString()!).Resume(connection, id, place.GetProperty("seq").GetInt64());
                return;
            }

            var (limit, window) = (_limit?.Burst ?? 1000, _limit?.WindowSeconds ?? 1);
            connection.Write($$$$"""{"type":3,"invocationId":"{{{{id}}}}","result":{"ok":true,"user":{"id":"u","name":"n"},"serverTime":0,"limits":{"bodyCharacters":500,"frameBytes":16384,"ringMessages":100,"roomsPerConnection":100,"connectionsPerUser":10,"messages":{"limit":{{{{limit}}}},"windowSeconds":{{{{window}}}}},"typing":{"limit":30,"windowSeconds":60}},"server":{"version":"0","runtime":"fake","gateway":"fake"}}}""");
            return;
        }

        var room = RoomOf(argument.GetProperty("room").GetString()!);
        if (record.GetProperty("target").ValueEquals("Join"))
        {
            room.Join(connection, id, argument.GetProperty("history").GetInt32());
        }
        else if (_refusesAll)
        {
            connection.Write($$$$"""{"type":3,"invocationId":"{{{{id}}}}","result":{"ok":false,"error":{"code":"RATE_LIMITED","message":"Wait.","retryable":true}}}""");
        }
        else if (_limit?.RefusalFor() is { } refusal)
        {
            connection.Write($$$"""{"type":3,"invocationId":"{{{id}}}","result":{"ok":false,"error":{{{refusal}}}}}""");
        }
        else if (!record.GetProperty("target").ValueEquals("Send"))
        {
            room.Act(connection, id, record.GetProperty("target").GetString()!, argument);
        }
        else
        {
            _firstMessage.TrySetResult();
            room.Send(connection, id, argument.GetProperty("body").GetString()!);
        }
    }

    /// <summary>The first room has the fault. Under a lock: two members of it may come at once, and only one room can be the first.</summary>
    private FakeRoom RoomOf(string code)
    {
        lock (_rooms)
        {
            if (!_rooms.TryGetValue(code, out var room))
            {
                _rooms[code] = room = new FakeRoom(code, _rooms.Count == 0 ? _fault : Fault.None);
            }

            return room;
        }
    }
}
