namespace OrleansChat.Gateway.Connections;

/// <summary>One place in an outbox's queue: a frame, or what stands for several of one room.</summary>
internal readonly record struct Waiting(OutboundFrame? Frame, RoomSummary? Summary)
{
    public int Bytes => Frame?.Bytes ?? RoomSummary.MostBytes;

    public string Room => Frame?.Room ?? Summary!.Room;
}
