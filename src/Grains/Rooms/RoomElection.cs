using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Gateways;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// How an activation becomes the one: it takes an epoch and asks every gateway for what it holds under that epoch. From its answer on a gateway
/// takes nothing of an older activation, so whatever was acknowledged by then is in the answers, and nothing is acknowledged after.
/// </summary>
internal sealed class RoomElection(RoomId id, IEpochSource epochs, GatewayLinks links, GatewayDirectory directory)
{
    public async Task<(long Epoch, RoomOffer[] Offers, bool AllAnswered)> HoldAsync(CancellationToken cancellationToken)
    {
        var gateways = await directory.GatherAsync(cancellationToken);
        var above = 0L;
        while (true)
        {
            var epoch = await epochs.NextAsync(id, above, cancellationToken);
            var answers = await links.OfferAsync(gateways, new RoomFence(id, epoch));
            var offers = answers.OfType<RoomOffer>().ToArray();
            var known = offers.Select(Known).DefaultIfEmpty().Max();
            if (known < epoch)
            {
                return (epoch, offers, directory.IsComplete && offers.Length == answers.Length);
            }

            // The clock or store that gave the epoch is behind what the gateways have seen.
            above = known;
        }
    }

    /// <summary>An epoch must be above this one to be new to a gateway, and to begin above every number that the gateway knows.</summary>
    private static long Known(RoomOffer offer) =>
        Math.Max(offer.NewestEpoch, RoomNumbers.EpochAbove(Recovery.Top(offer)) - 1);
}
