using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>What a gateway's room did with an event.</summary>
/// <param name="Outcome">What the room's grain is told.</param>
/// <param name="Delivered">To how many connections it went.</param>
/// <param name="NeedsAttachment">Whether something before it is missing, so that the gateway must attach; the event waits until then.</param>
/// <param name="TellRosterWithin">After how long <see cref="GatewayRoom.TellRoster"/> is to be called; null for not at all.</param>
/// <param name="HasRemoved">Whether connections must leave the room: <see cref="GatewayRoom.TakeRemoved"/>.</param>
internal readonly record struct Applied(DeliveryOutcome Outcome, int Delivered = 0, bool NeedsAttachment = false, TimeSpan? TellRosterWithin = null, bool HasRemoved = false);
