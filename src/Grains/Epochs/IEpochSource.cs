using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Grains.Epochs;

/// <summary>Hands out epochs: the numbers that fence one activation of a room from every other one.</summary>
public interface IEpochSource
{
    /// <summary>
    /// The highest epoch there can be: numbers begin at the epoch times 1,024, and clients hold them in JavaScript numbers, which are exact below
    /// 2⁵³. As milliseconds of the clock it is the year 2248.
    /// </summary>
    const long Highest = (1L << 43) - 1;

    /// <summary>
    /// The next epoch of a room, from 1 to <see cref="Highest"/>. It is strictly greater than every epoch handed out for that room before
    /// this call was made, whichever silo asked, and also when the room was forgotten in between. Epochs of a room may leave gaps.
    /// </summary>
    /// <param name="room">The room that is being activated.</param>
    /// <param name="above">The epoch must be higher than this one, too: gateways have seen it, so the source is behind; 0 where they have not.</param>
    /// <param name="cancellationToken">Gives up waiting; the epoch is then never used.</param>
    /// <exception cref="EpochsUnavailableException">No epoch can be had now, so the room must not activate; trying later may succeed.</exception>
    ValueTask<long> NextAsync(RoomId room, long above, CancellationToken cancellationToken);
}
