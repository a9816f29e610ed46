using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansChat.Client;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Hosting;

/// <summary>
/// The gateway as it runs in production, silo included, on a free port of this process. As a class fixture it has the default settings; a test
/// that needs others, or a clock of its own, starts one for itself.
/// </summary>
public sealed class GatewayUnderTest : IAsyncLifetime, IAsyncDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];
    private static long _lastNumber;

    private readonly DisconnectWatch _disconnects = new();
    private readonly ConcurrentQueue<ChatConnection> _connections = [];
    private readonly string[] _settings;
    private readonly TimeProvider _time;
    private Action<IServiceCollection>? _configure;
    private WebApplication? _application;

    /// <summary>With the default settings; xunit starts it.</summary>
    public GatewayUnderTest()
        : this(TimeProvider.System, [])
    {
    }

    private GatewayUnderTest(TimeProvider time, (string Name, string Value)[] settings)
    {
        _time = time;
        _settings = [.. settings.Select(setting => $"--{setting.Name}={setting.Value}")];
    }

    public Uri Address { get; private set; } = null!;

    public HttpClient Client { get; } = new();

    internal IServiceProvider Services => _application!.Services;

    public static Task<GatewayUnderTest> StartAsync(params (string Name, string Value)[] settings) => StartAsync(TimeProvider.System, settings);

    internal static Task<GatewayUnderTest> StartAsync(FakeTime time, params (string Name, string Value)[] settings) =>
        StartAsync((TimeProvider)time, settings);

    /// <summary>With a part of the silo or gateway exchanged.</summary>
    internal static async Task<GatewayUnderTest> StartAsync(Action<IServiceCollection> configure)
    {
        var gateway = new GatewayUnderTest(TimeProvider.System, []) { _configure = configure };
        await gateway.InitializeAsync();
        return gateway;
    }

    /// <summary>
    /// A clock for a whole gateway. It stands still, but at today's time: Microsoft's runtime schedules the end of activations by the machine's
    /// clock and by this one together, and refuses to work where they are years apart.
    /// </summary>
    internal static FakeTime NewTime() => new(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));

    /// <summary>A room code, already normalised, that no other test uses.</summary>
    public static string NewRoom() => $"ROOM-{Interlocked.Increment(ref _lastNumber)}";

    /// <summary>A user that no other test uses: limits and presence are a user's.</summary>
    public static UserInfo NewUser(string name) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{name.ToLowerInvariant()}-{Interlocked.Increment(ref _lastNumber):D6}"), name);

    public async Task InitializeAsync()
    {
        string[] settings =
        [
            // Who drops is kept for a while, by default; a test that is not about that sees at once that somebody is gone.
            "--Rooms:Grace=00:00:00",
            "--urls=http://127.0.0.1:0", "--Auth:Development:Allow=true", $"--Auth:Development:Key={Convert.ToBase64String(Key)}", .. _settings,
        ];
        _application = GatewayApplication.Create(settings, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(_time);
            ClusterTime.KeepRunning(builder.Services);
            _configure?.Invoke(builder.Services);
        });
        Services.GetRequiredService<ConnectionSessions>().Closed = _disconnects.Closed;
        await _application.StartAsync();
        Address = new Uri(_application.Urls.Single());
        Client.BaseAddress = Address;
    }

    public string TokenOf(UserInfo user, string? role = null) => DevelopmentToken.Create(Key, user, _time.GetUtcNow(), TimeSpan.FromHours(1), role);

    internal Task<Participant> ConnectAsync(string name) => ConnectAsync(NewUser(name));

    /// <summary>Connects, and has been let in by the time it returns.</summary>
    internal async Task<Participant> ComeAsync(UserInfo user)
    {
        var participant = await ConnectAsync(user);
        await participant.Connection.HelloAsync();
        return participant;
    }

    /// <summary>Ends a connection; everybody has been told by the time it returns.</summary>
    internal async Task LeaveAsync(Participant participant)
    {
        var gone = WhenDisconnectedAsync(participant.User);
        await participant.Connection.DisposeAsync();
        await gone;
    }

    /// <summary>Asks an endpoint as a user, or as anybody.</summary>
    internal async Task<HttpResponseMessage> GetAsync(string path, UserInfo? asks = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(asks ?? NewUser("Watcher")));
        return await Client.SendAsync(request);
    }

    /// <summary>What an endpoint answers a user, or anybody; it must be 200.</summary>
    internal async Task<JsonElement> ReadAsync(string path, UserInfo? asks = null)
    {
        using var response = await GetAsync(path, asks);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    /// <summary>Another gateway is alive, as far as the cluster's list says.</summary>
    internal async Task ListAnotherGatewayAsync()
    {
        var lease = new GatewayLease(GatewayId.New(), Services.GetRequiredService<GatewayObserver>().Reference, Silo: null);
        await Services.GetRequiredService<IGrainFactory>().GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key).RenewAsync(lease);
    }

    internal async Task<Participant> ConnectAsync(UserInfo user, string? role = null)
    {
        var connection = await ChatConnection.ConnectAsync(Address, TokenOf(user, role));
        _connections.Enqueue(connection);
        return new Participant(user, connection);
    }

    /// <summary>Connects and joins; frames that tell of members who join later are the test's to read.</summary>
    internal async Task<Participant> JoinAsync(string name, string room)
    {
        var participant = await ConnectAsync(name);
        await participant.Connection.JoinAsync(room);
        return participant;
    }

    /// <summary>Ends when the gateway has told everybody that the user's next connection to end has ended. Arm it before that.</summary>
    internal Task WhenDisconnectedAsync(UserInfo user) => _disconnects.WhenDisconnectedAsync(user.Id);

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_connections.Select(connection => connection.DisposeAsync().AsTask()));
        Client.Dispose();
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    private static async Task<GatewayUnderTest> StartAsync(TimeProvider time, (string Name, string Value)[] settings)
    {
        var gateway = new GatewayUnderTest(time, settings);
        await gateway.InitializeAsync();
        return gateway;
    }
}
