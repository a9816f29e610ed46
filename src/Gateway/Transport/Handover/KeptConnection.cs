using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansChat.Gateway.Transport.Handover;

/// <summary>
/// A connection that can outlive the server's interest in it. The server ends what it has handled, and until then visits it each second; one that was
/// kept it forgets instead, and what keeps it ends it.
/// </summary>
internal sealed class KeptConnection(ConnectionContext inner, KeptConnections all) : ConnectionContext
{
    private bool _isKept;

    public override string ConnectionId
    {
        get => inner.ConnectionId;
        set => inner.ConnectionId = value;
    }

    public override IFeatureCollection Features => inner.Features;

    public override IDictionary<object, object?> Items
    {
        get => inner.Items;
        set => inner.Items = value;
    }

    public override IDuplexPipe Transport
    {
        get => inner.Transport;
        set => inner.Transport = value;
    }

    public override CancellationToken ConnectionClosed
    {
        get => inner.ConnectionClosed;
        set => inner.ConnectionClosed = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => inner.LocalEndPoint;
        set => inner.LocalEndPoint = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => inner.RemoteEndPoint;
        set => inner.RemoteEndPoint = value;
    }

    public override void Abort(ConnectionAbortedException abortReason) => inner.Abort(abortReason);

    public override void Abort() => inner.Abort();

    /// <summary>Goes on with something else when the server has let go; it ends with that.</summary>
    public void Keep(Func<Task> next)
    {
        _isKept = true;

        // These three are the server's own, and would keep all that it knows of this connection.
        Features.Set<IConnectionHeartbeatFeature>(null);
        Features.Set<IConnectionCompleteFeature>(null);
        Features.Set<IConnectionLifetimeNotificationFeature>(null);
        all.Add(this);
        _ = GoOnAsync(next);
    }

    /// <summary>What the server does when it has handled a connection.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (!_isKept)
        {
            await inner.DisposeAsync();
        }
    }

    private async Task GoOnAsync(Func<Task> next)
    {
        try
        {
            await next();
        }
        finally
        {
            await inner.DisposeAsync();
            all.Remove(this);
        }
    }
}
