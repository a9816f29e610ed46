using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansChat.Grains.Fanout;

/// <summary>
/// The links of one silo, one a gateway, shared by all its rooms: a gateway costs a silo one queue and one call in flight, however many
/// rooms and members they have in common.
/// </summary>
/// <param name="options">The bounds of each link.</param>
/// <param name="time">The clock of retries.</param>
/// <param name="logger">Where links say what they drop.</param>
/// <param name="local">The gateway in this process, where there is one.</param>
/// <param name="pumps">Where the links run, outside of all grains' turns; the thread pool unless a simulator orders that too.</param>
internal sealed class GatewayLinks(
    IOptions<GatewayLinkOptions> options, TimeProvider time, ILogger<GatewayLink> logger, ILocalGateway? local = null, TaskScheduler? pumps = null)
{
    private readonly ConcurrentDictionary<GatewayId, GatewayLink> _links = [];

    /// <summary>Learns where a gateway takes events; the first word counts, since a gateway's observer never changes while it runs.</summary>
    public void Register(GatewayId gateway, IGatewayObserver observer)
    {
        if (gateway != local?.Id && !_links.ContainsKey(gateway))
        {
            _links.TryAdd(gateway, new GatewayLink(gateway, observer, options.Value, time, pumps ?? TaskScheduler.Default, logger));
        }
    }

    /// <summary>Sends one event. The events of one caller reach the gateway in the order of these calls.</summary>
    public void Send(GatewayId gateway, RoomEvent roomEvent)
    {
        if (gateway == local?.Id)
        {
            local.Deliver(roomEvent);
        }
        else if (_links.TryGetValue(gateway, out var link))
        {
            link.Send(roomEvent);
        }
    }
}
