namespace OrleansChat.Client.Sync;

/// <summary>What a <see cref="RoomView"/> can need from the server.</summary>
internal enum RoomCall
{
    Join,
    Fetch,
    Members,
}
