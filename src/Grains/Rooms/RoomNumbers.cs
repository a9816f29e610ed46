namespace OrleansChat.Grains.Rooms;

/// <summary>
/// Where an activation's numbers begin. Epochs grow at least as fast as the milliseconds of the clock, and no room makes a thousand events a
/// millisecond, so an activation that begins at its epoch times 1,024 is above every number that any earlier one has given: nobody has to be
/// asked for the last number, and a room that was forgotten goes on above its past. Below 2⁵³ until the year 2248.
/// </summary>
internal static class RoomNumbers
{
    private const int Bits = 10;

    /// <summary>The number that stands before an epoch's first event.</summary>
    public static long Before(long epoch) => epoch << Bits;

    /// <summary>The lowest epoch whose numbers do not begin below this number.</summary>
    public static long EpochAbove(long seq) => (seq + (1L << Bits) - 1) >> Bits;
}
