using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Gateways;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The gateways that did not answer when an activation began, until each has been heard or is gone. What they hold may decide whether a message was
/// accepted before, so a retry waits for them; and who comes from one of them says that it can be reached again, so he waits, too. Nobody else does.
/// </summary>
/// <param name="id">The room.</param>
/// <param name="epoch">The epoch of the activation.</param>
/// <param name="heard">Those that answered; null where all did that are alive.</param>
/// <param name="links">The ways to them.</param>
/// <param name="directory">Who is alive.</param>
internal sealed class Stragglers(RoomId id, long epoch, IEnumerable<GatewayId>? heard, GatewayLinks links, GatewayDirectory directory)
{
    private HashSet<GatewayId>? _heard = heard?.ToHashSet();

    /// <summary>Whether the past is not yet known as a whole. A server that is alone has nobody to wait for.</summary>
    public bool Exist => _heard is not null && !directory.IsAlone;

    /// <summary>Whether this gateway is one of them.</summary>
    public bool Await(GatewayId gateway) => Exist && _heard?.Contains(gateway) == false;

    /// <summary>A gateway has said by itself what it holds.</summary>
    public void Hear(GatewayId gateway) => _heard?.Add(gateway);

    /// <summary>Asks those again of whom nothing was heard; returns what they hold.</summary>
    public async Task<IReadOnlyCollection<RoomOffer>> AskAsync()
    {
        var gateways = await directory.RefreshAsync();
        var silent = gateways.Where(gateway => _heard?.Contains(gateway) == false).ToArray();
        var answers = await links.OfferAsync(silent, new RoomFence(id, epoch));
        var offers = answers.OfType<RoomOffer>().ToArray();
        _heard?.UnionWith(offers.Select(offer => offer.Gateway));
        if (directory.IsComplete && offers.Length == answers.Length)
        {
            _heard = null;
        }

        return offers;
    }
}
