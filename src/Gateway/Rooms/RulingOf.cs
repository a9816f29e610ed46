using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>What a client wants decided; as <see cref="GiveRuling"/>.</summary>
internal readonly record struct RulingOf(RulingKind Kind, UserId? Subject, long Until = 0, int Value = 0, string Reason = "");
