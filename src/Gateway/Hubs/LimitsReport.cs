using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Grains.Presence;
using OrleansChat.Grains.RateLimits;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Gateway.Hubs;

/// <summary>The limits in force, as clients are told.</summary>
internal sealed class LimitsReport(
    IOptions<GatewayOptions> gateway, IOptions<RateLimitsOptions> rates, IOptions<PresenceOptions> presence, IOptions<RoomLimits> rooms)
{
    public ChatLimits Limits { get; } = new(
        gateway.Value.BodyCharacters,
        gateway.Value.FrameBytes,
        gateway.Value.Mentions,
        rooms.Value.RingMessages,
        gateway.Value.RoomsPerConnection,
        presence.Value.ConnectionsPerUser,
        new RateLimitInfo(rates.Value.Message.Limit, rates.Value.Message.WindowSeconds),
        new RateLimitInfo(rates.Value.Typing.Limit, rates.Value.Typing.WindowSeconds),
        new RateLimitInfo(rates.Value.Presence.Limit, rates.Value.Presence.WindowSeconds),
        new RateLimitInfo(rates.Value.Change.Limit, rates.Value.Change.WindowSeconds));
}
