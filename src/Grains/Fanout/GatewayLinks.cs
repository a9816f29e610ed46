using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansChat.Grains.Fanout;

/// <summary>
/// The links of one silo, one a gateway, shared by all its rooms: a gateway costs a silo one queue and one call in flight, however many
/// rooms and members they have in common.
/// </summary>
internal sealed class GatewayLinks(
    IOptions<GatewayLinkOptions> options, TimeProvider time, LinkScheduler scheduler, ILogger<GatewayLink> logger, ILocalGateway? local = null)
{
    private readonly ConcurrentDictionary<GatewayId, GatewayLink> _links = [];

    /// <summary>Whether a gateway runs in this very process, so that what it holds is lost with this silo.</summary>
    public bool IsLocal(GatewayId gateway) => gateway == local?.Id;

    /// <summary>The gateway of this very process, if there is one.</summary>
    public IEnumerable<GatewayId> Local => local is null ? [] : [local.Id];

    /// <summary>Learns where a gateway takes events; the first word counts, since a gateway's observer never changes while it runs.</summary>
    public void Register(GatewayId gateway, IGatewayObserver observer)
    {
        if (!IsLocal(gateway) && !_links.ContainsKey(gateway))
        {
            _links.TryAdd(gateway, new GatewayLink(gateway, observer, options.Value, time, scheduler, logger));
        }
    }

    /// <summary>A gateway is gone; should it come back after all, it registers again.</summary>
    public void Remove(GatewayId gateway)
    {
        if (_links.TryRemove(gateway, out var link))
        {
            link.Close();
        }
    }

    /// <summary>Sends one event. The events of one caller reach the gateway in the order of these calls.</summary>
    /// <param name="gateway">To whom.</param>
    /// <param name="roomEvent">What.</param>
    /// <param name="confirmation">Who wants to know whether a gateway in another process kept it.</param>
    /// <returns>What the gateway in this process did with it; <see cref="DeliveryOutcome.Kept"/> where it is another one, which answers later.</returns>
    public DeliveryOutcome Send(GatewayId gateway, RoomEvent roomEvent, Confirmation? confirmation = null)
    {
        if (IsLocal(gateway))
        {
            return local!.Deliver(roomEvent);
        }

        if (_links.TryGetValue(gateway, out var link))
        {
            confirmation?.Expect();
            link.Send(roomEvent, confirmation);
        }

        return DeliveryOutcome.Kept;
    }

    /// <summary>A number that is another one when events for a gateway were given up since it was last asked for.</summary>
    public long LossesOf(GatewayId gateway) => _links.TryGetValue(gateway, out var link) ? link.Losses : -1;

    /// <summary>Whether a gateway in another process has not answered for long.</summary>
    public bool IsStalled(GatewayId gateway) => _links.TryGetValue(gateway, out var link) && link.IsStalled;

    /// <summary>Asks a gateway what it holds of a room that is being activated; null where it does not answer in time.</summary>
    public Task<RoomOffer?> OfferAsync(GatewayId gateway, RoomFence fence)
    {
        if (IsLocal(gateway))
        {
            return Task.FromResult<RoomOffer?>(local!.Offer(fence));
        }

        return _links.TryGetValue(gateway, out var link) ? link.OfferAsync(fence) : Task.FromResult<RoomOffer?>(null);
    }

    /// <summary>Asks several gateways at once; null stands for each that did not answer.</summary>
    public Task<RoomOffer?[]> OfferAsync(IEnumerable<GatewayId> gateways, RoomFence fence) => Task.WhenAll(gateways.Select(gateway => OfferAsync(gateway, fence)));

    /// <summary>Completes when what was sent to these gateways so far has been delivered or given up.</summary>
    public Task FlushAsync(IEnumerable<GatewayId> gateways) =>
        Task.WhenAll(gateways.Select(gateway => _links.TryGetValue(gateway, out var link) ? link.FlushAsync() : Task.CompletedTask));
}
