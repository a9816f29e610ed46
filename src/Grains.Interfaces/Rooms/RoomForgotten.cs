namespace OrleansChat.Grains.Interfaces;

/// <summary>The room is empty, or needs this gateway's replica no more: what the gateway holds without members there must go.</summary>
[GenerateSerializer, Immutable, Alias("chat.RoomForgotten")]
public sealed record RoomForgotten : RoomEvent;
