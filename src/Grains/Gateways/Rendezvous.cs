namespace OrleansChat.Grains.Gateways;

/// <summary>Rendezvous hashing (highest random weight): all who know the same gateways choose the same one for a room, without talking.</summary>
internal static class Rendezvous
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The weight of a gateway for a room; the highest is chosen.</summary>
    public static ulong Weight(RoomId room, GatewayId gateway)
    {
        var hash = Add(Add(Offset, room.Value), gateway.Value);

        // FNV-1a alone leaves the high bits of short texts alike; this spreads every bit over all.
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var character in text)
        {
            hash = (hash ^ character) * Prime;
        }

        return hash;
    }
}
