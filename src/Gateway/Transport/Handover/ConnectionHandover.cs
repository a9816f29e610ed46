using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace OrleansChat.Gateway.Transport.Handover;

/// <summary>
/// Lets a request take its connection from HTTP. Once that request has ended, and everything that HTTP kept for it is gone, the connection goes on with
/// what took it. A request that lasted as long as its WebSocket would keep its headers, its token, its scope of services and the state of all middleware
/// around it: some 10 KB, times all connections.
/// </summary>
internal sealed class ConnectionHandover : IConnectionHeartbeatFeature
{
    private readonly ConnectionContext _connection;
    private readonly IDuplexPipe _transport;
    private readonly IConnectionHeartbeatFeature? _heartbeat;
    private volatile Action? _beats;
    private volatile Func<Task>? _next;

    private ConnectionHandover(ConnectionContext connection)
    {
        (_connection, _transport, _heartbeat) = (connection, connection.Transport, connection.Features.Get<IConnectionHeartbeatFeature>());
        connection.Transport = new HttpTransport(_transport, this);
        connection.Features.Set(this);
        if (_heartbeat is not null)
        {
            connection.Features.Set<IConnectionHeartbeatFeature>(this);
        }
    }

    /// <summary>Whether the connection goes on when its request has ended.</summary>
    public bool IsTaken => _next is not null;

    /// <summary>The connection's bytes, from behind the request on.</summary>
    public PipeReader Input => _transport.Input;

    /// <summary>A server's connections, as HTTP handles them and after.</summary>
    public static ConnectionDelegate Around(ConnectionDelegate http) => connection => RunAsync(connection, http);

    /// <summary>Has the connection go on, as soon as the request has ended; it closes when that ends.</summary>
    public void Take(Func<Task> next) => _next = next;

    /// <summary>HTTP asks for a beat each second, to see to its time limits, and nothing lets it ask for no more: so it asks here, and is forgotten here.</summary>
    void IConnectionHeartbeatFeature.OnHeartbeat(Action<object> action, object state)
    {
        if (_beats is null)
        {
            _heartbeat!.OnHeartbeat(static self => ((ConnectionHandover)self)._beats?.Invoke(), this);
        }

        _beats += () => action(state);
    }

    private static async Task RunAsync(ConnectionContext connection, ConnectionDelegate http)
    {
        var handover = new ConnectionHandover(connection);
        await http(connection);
        if (handover.Release() is not { } next)
        {
            return;
        }

        if (connection is KeptConnection kept)
        {
            kept.Keep(next);
        }
        else
        {
            await next();
        }
    }

    /// <summary>Forgets HTTP.</summary>
    private Func<Task>? Release()
    {
        _connection.Transport = _transport;
        _connection.Features.Set<ConnectionHandover>(null);
        _connection.Features.Set(_heartbeat);
        _beats = null;
        return _next;
    }
}
