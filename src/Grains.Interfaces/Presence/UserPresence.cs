namespace OrleansChat.Grains.Interfaces;

/// <summary>A user's presence.</summary>
/// <param name="Online">Whether any device is connected.</param>
/// <param name="Devices">How many connections the user holds.</param>
/// <param name="LastSeen">When the last device left, in Unix milliseconds; null where the user is online or was not seen since.</param>
[GenerateSerializer, Immutable, Alias("chat.UserPresence")]
public sealed record UserPresence(
    [property: Id(0)] bool Online,
    [property: Id(1)] int Devices,
    [property: Id(2)] long? LastSeen);
