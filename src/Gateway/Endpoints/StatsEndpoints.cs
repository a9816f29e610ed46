using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Rooms;

namespace OrleansChat.Gateway.Endpoints;

/// <summary><c>GET /api/v1/stats</c>: what this gateway holds and has done.</summary>
internal static class StatsEndpoints
{
    public static void MapStats(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        "/api/v1/stats",
        (GatewayCounters counters, RoomTable rooms, SlowReaders slow, GatewayIdentity identity) => new
        {
            server = identity.Info,
            connections = counters.Connections,
            rooms = rooms.Count,
            messages = counters.Messages,
            deliveries = counters.Deliveries,
            refusals = counters.Refusals,
            slowReaders = slow.Count,
            slowSignals = counters.SlowSteps(SlowStep.Signals),
            slowReceipts = counters.SlowSteps(SlowStep.Receipts),
            slowDigests = counters.SlowSteps(SlowStep.Digest),
            slowConnections = counters.SlowConnections,
        }).RequireAuthorization();
}
