using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using OrleansChat.Gateway.Connections;

namespace OrleansChat.Simulation.Sockets;

/// <summary>Who calls the hub, as SignalR would say it.</summary>
internal sealed class SimulatedCallerContext : HubCallerContext
{
    private readonly Action _abort;

    public SimulatedCallerContext(ClientConnection connection, Action abort)
    {
        _abort = abort;
        ConnectionId = connection.Id.ToString();
        UserIdentifier = connection.Person.Id.Value;
        Features.Set(connection);
    }

    public override string ConnectionId { get; }

    public override string? UserIdentifier { get; }

    public override ClaimsPrincipal? User => null;

    public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override CancellationToken ConnectionAborted => CancellationToken.None;

    public override void Abort() => _abort();
}
