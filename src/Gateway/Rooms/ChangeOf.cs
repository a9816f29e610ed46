using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>What a client wants done to a message; as <see cref="ChangeMessage"/>.</summary>
internal readonly record struct ChangeOf(ChangeKind Kind, Position Target, string Body = "", long? Version = null);
