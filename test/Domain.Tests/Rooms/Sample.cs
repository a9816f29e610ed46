using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>Ids, people, messages and offers whose particulars do not matter to a test.</summary>
internal static class Sample
{
    public static RoomId Room { get; } = RoomId.Parse("ROOM");

    public static Person Person(string user) => new(new UserId(user), user.ToUpperInvariant());

    // A gateway numbers its connections; the user's name makes the numbers of two users differ.
    public static ConnectionId Connection(string user, int number = 1, string gateway = RoomDriver.Here) =>
        new(new GatewayId(gateway), (user.Aggregate(0L, (sum, letter) => (sum * 131) + letter) * 1_000_000) + number);

    public static SubscriptionId Subscription(string user, int number = 1, string gateway = RoomDriver.Here) =>
        new(new GatewayId(gateway), Connection(user, number, gateway).Number);

    public static AttachedMember Attached(string user, string gateway, long readSeq = 0, bool isJoining = false) =>
        new(Subscription(user, 1, gateway), Person(user), readSeq, isJoining);

    public static MessagePosted Message(long seq, string body = "hi", long epoch = RoomDriver.Epoch, string user = "ann", string? key = null, long at = 0) => new()
    {
        Room = Room, Epoch = epoch, Seq = seq, Clock = seq, At = at, From = Person(user), Body = body, Key = key ?? $"key-{epoch}-{seq}",
    };

    public static Ruling Ruling(long seq, RulingKind kind, string? subject = null, long until = 0, int value = 0, long at = 0, string by = "ann", long epoch = RoomDriver.Epoch) => new()
    {
        Room = Room, Epoch = epoch, Seq = seq, Clock = seq, At = at, From = Person(by), Body = "", Key = $"key-{epoch}-{seq}",
        Kind = kind, Subject = subject is null ? null : Person(subject), Until = until, Value = value,
    };

    public static MessagePosted[] Messages(long from, long to, long epoch) =>
        [.. Enumerable.Range(0, (int)(to - from + 1)).Select(index => Message(from + index, epoch: epoch))];

    /// <summary>What a gateway holds: the members named, and a tail that is whole from before its first message on unless it is said otherwise.</summary>
    public static RoomOffer Offer(string gateway, long epoch, long head, string[] members, Entry[]? tail = null, long? wholeFrom = null, params EpochEnd[] ended) => new()
    {
        Gateway = new GatewayId(gateway), Fence = epoch, Epoch = epoch, Head = head,
        Members = [.. members.Select(user => Attached(user, gateway))], Tail = tail ?? [], WholeFrom = wholeFrom ?? (tail is [var first, ..] ? first.Seq - 1 : head),
        Ended = ended,
    };
}
