using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Transport.Handover;

/// <summary>Kestrel's sockets, as connections that can be kept.</summary>
internal sealed class KeepingListener(IConnectionListener inner) : IConnectionListener
{
    // The machine's clock, whatever the gateway's: a goodbye on a real line takes real time.
    private readonly KeptConnections _kept = new(TimeProvider.System);

    public EndPoint EndPoint => inner.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await inner.AcceptAsync(cancellationToken) is { } connection ? new KeptConnection(connection, _kept) : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

    /// <summary>The server stops. Its memory goes with the listener, so those that use it go first.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kept.EndAsync();
        await inner.DisposeAsync();
    }

    /// <summary>Makes such listeners.</summary>
    internal sealed class Factory(IOptions<SocketTransportOptions> options, ILoggerFactory loggers) : IConnectionListenerFactory, IConnectionListenerFactorySelector
    {
        private readonly SocketTransportFactory _sockets = new(options, loggers);

        public bool CanBind(EndPoint endpoint) => _sockets.CanBind(endpoint);

        public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
            new KeepingListener(await _sockets.BindAsync(endpoint, cancellationToken));
    }
}
