using OrleansChat.Bench.Generating;

namespace OrleansChat.Bench.Contenders;

/// <summary>A server to be measured.</summary>
/// <param name="Key">Its name on the command line.</param>
/// <param name="Name">Its name in the report.</param>
/// <param name="StartAsync">Starts a fresh one.</param>
/// <param name="Dialect">How a fleet speaks to it.</param>
internal sealed record Contender(
    string Key, string Name, Func<CancellationToken, Task<IRunningServer>> StartAsync, Func<FleetShape, IDialect> Dialect)
{
    public const string Chat = "orleanschat";
    public const string Limit = "limit";
    public const string SignalR = "signalr";
    public const string SocketIo = "socketio";
    public const string SocketIoRedis = "socketio-redis";

    /// <summary>All that there are, in the order of the tables.</summary>
    public static readonly IReadOnlyList<string> Keys = [Limit, Chat, SocketIo, SocketIoRedis, SignalR];
}
