namespace OrleansChat.Grains.Rooms;

/// <summary>
/// What the gateways' tails make together. Each is whole above some number, and two of them need not touch: what was said below and between them
/// is nowhere any more, and the room must not pretend that it was never said.
/// </summary>
internal static class Recovery
{
    /// <summary>The number above which no message is missing among these offers.</summary>
    public static long WholeFrom(IReadOnlyCollection<RoomOffer> offers)
    {
        var whole = offers.Select(Top).DefaultIfEmpty().Max();
        foreach (var offer in offers.OrderByDescending(offer => offer.Head))
        {
            if (offer.Head >= whole)
            {
                whole = Math.Min(whole, offer.WholeFrom);
            }
        }

        return whole;
    }

    /// <summary>The highest number that an offer knows, also from a message that the gateway could not put into its order yet.</summary>
    public static long Top(RoomOffer offer) => Math.Max(offer.Head, Math.Max(Last(offer.Tail), Last(offer.Spare)));

    private static long Last(Entry[] entries) => entries.Length > 0 ? entries[^1].Seq : 0;
}
