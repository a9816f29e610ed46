using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>What a client wants said; as <see cref="PostMessage"/>.</summary>
internal readonly record struct Draft(string Key, string Body, long Clock = 0, bool IsRetry = false, Position? ReplyTo = null, UserId[]? Mentions = null);
