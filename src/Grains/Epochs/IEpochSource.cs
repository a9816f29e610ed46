using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Grains.Epochs;

/// <summary>Hands out epochs: the numbers that fence one activation of a room from every other one.</summary>
public interface IEpochSource
{
    /// <summary>The highest epoch there can be: clients hold epochs in JavaScript numbers, which are exact below 2⁵³.</summary>
    const long Highest = (1L << 53) - 1;

    /// <summary>
    /// The next epoch of a room, from 1 to <see cref="Highest"/>. It is strictly greater than every epoch handed out for that room before
    /// this call was made, whichever silo asked, and also when the room was forgotten in between. Epochs of a room may leave gaps.
    /// </summary>
    /// <param name="room">The room that is being activated.</param>
    /// <param name="cancellationToken">Gives up waiting; the epoch is then never used.</param>
    /// <exception cref="EpochsUnavailableException">No epoch can be had now, so the room must not activate; trying later may succeed.</exception>
    ValueTask<long> NextAsync(RoomId room, CancellationToken cancellationToken);
}
