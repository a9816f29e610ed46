using OrleansChat.Contracts;

namespace OrleansChat.Grains.Interfaces;

/// <summary>Refusals of a room that its callers act on.</summary>
public static class RoomRefusals
{
    /// <summary>Code of <see cref="Detached"/>; never sent to a client.</summary>
    public const string DetachedCode = "DETACHED";

    /// <summary>Code of <see cref="Gone"/>; never sent to a client as an error.</summary>
    public const string GoneCode = "GONE";

    /// <summary>This activation does not know the calling gateway, or not this member of it.</summary>
    public static Refused Detached { get; } = new(DetachedCode, "This activation of the room does not know the gateway; attach first.");

    /// <summary>Nothing of what was to be resumed exists any more.</summary>
    public static Refused Gone { get; } = new(GoneCode, "The room was forgotten.");

    /// <summary>A newer activation has taken over; it answers the next attempt.</summary>
    public static Refused Moving { get; } = new(
        ChatErrorCode.Unavailable, "The room is being moved; try again, with the same key.", RetryAfterMs: 1000);

    /// <summary>A message was sent again, and somebody who may hold it since the first time does not answer.</summary>
    public static Refused Unrecovered { get; } = new(
        ChatErrorCode.Unavailable, "It cannot be told yet whether this message was accepted before; try again, with the same key.", RetryAfterMs: 1000);

    /// <summary>A join came after the word that its subscription has ended.</summary>
    public static Refused Ended { get; } = new(ChatErrorCode.Unavailable, "This subscription has ended; join again.", RetryAfterMs: 1000);

    /// <summary>The message is in the room, but nowhere else yet, so it may still be lost.</summary>
    public static Refused Unconfirmed { get; } = new(
        ChatErrorCode.Unavailable, "The message is not safe yet, so its outcome is unknown; try again, with the same key.", RetryAfterMs: 1000);
}
