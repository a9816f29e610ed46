using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>Ids, people and messages whose particulars do not matter to a test.</summary>
internal static class Sample
{
    public static RoomId Room { get; } = RoomId.Parse("ROOM");

    public static Person Person(string user) => new(new UserId(user), user.ToUpperInvariant());

    // A gateway numbers its connections; the user's name makes the numbers of two users differ.
    public static ConnectionId Connection(string user, int number = 1, string gateway = RoomDriver.Here) =>
        new(new GatewayId(gateway), (user.Aggregate(0L, (sum, letter) => (sum * 131) + letter) * 100) + number);

    public static AttachedMember Attached(string user, string gateway, long readSeq = 0) => new(Connection(user, 1, gateway), Person(user), readSeq);

    public static MessagePosted Message(long seq, string body = "hi", long epoch = RoomDriver.Epoch, string user = "ann", string? key = null, long at = 0) => new()
    {
        Room = Room, Epoch = epoch, Seq = seq, Clock = seq, At = at, From = Person(user), Body = body, Key = key ?? $"key-{epoch}-{seq}",
    };
}
