using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Bench.Micro;

/// <summary>A room of seven, and a message in it with a body of 64 bytes.</summary>
internal static class Samples
{
    public const int Members = 7;
    public const long Epoch = 1_800_000_000_000;

    public static readonly string Body = new('x', 64);
    public static readonly RoomId Room = RoomId.Parse("BENCH");
    public static readonly GatewayId Gateway = new("gateway");
    public static readonly Person[] Persons = [.. Enumerable.Range(0, Members).Select(number => new Person(new UserId($"user-{number}"), $"User {number}"))];

    public static MessagePosted Message(long seq) => new()
    {
        Room = Room, Epoch = Epoch, Seq = seq, Clock = seq, At = Epoch, From = Persons[0], Body = Body, Key = "key-1",
    };
}
