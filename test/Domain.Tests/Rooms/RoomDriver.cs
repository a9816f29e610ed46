using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>A room with a clock that the test sets, and short words for what gateways ask of it.</summary>
internal sealed class RoomDriver(RoomLimits? limits = null, long epoch = RoomDriver.Epoch)
{
    public const long Epoch = 1_800_000_000_000;
    public const string Here = "gateway-1";
    public const string There = "gateway-2";

    public Room Room { get; } = new(Sample.Room, epoch, limits ?? new RoomLimits());

    public long Now { get; set; } = Epoch + 10_000;

    public Reply<RoomSnapshot> Join(string user, int number = 1, string gateway = Here, int history = 100, long knownEpoch = 0) =>
        Room.Join(Sample.Connection(user, number, gateway), Sample.Person(user), history, knownEpoch, Now);

    public void Leave(string user, int number = 1, string gateway = Here, LeaveReason reason = LeaveReason.Left) =>
        Room.Leave(Sample.Connection(user, number, gateway), new UserId(user), reason, Now);

    public Reply<Posted> Post(string user, string key, string body = "hi", long clock = 0, string gateway = Here) =>
        Room.Post(new GatewayId(gateway), new UserId(user), key, body, clock, Now);

    /// <summary>Posts so many messages with keys of their own.</summary>
    public void PostMany(string user, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.NotNull(Post(user, $"{user}-{Room.Head}-{i}", $"body {i}").Value);
        }
    }

    public Reply<Accepted> Type(string user, bool on = true, string gateway = Here) =>
        Room.SetTyping(new GatewayId(gateway), new UserId(user), on, Now);

    public Reply<Accepted> Read(string user, long seq, string gateway = Here) => Room.MarkRead(new GatewayId(gateway), new UserId(user), seq);

    public Reply<RoomMessages> Fetch(string user, long? before = null, long? after = null, int limit = 100, string gateway = Here) =>
        Room.Fetch(new GatewayId(gateway), new UserId(user), before, after, limit);

    public Reply<RoomMembers> Members(string user, string? after = null, int limit = 100, string gateway = Here) =>
        Room.Members(new GatewayId(gateway), new UserId(user), after is null ? null : new UserId(after), limit);

    public RoomAttached Attach(string gateway, long epoch, long head, AttachedMember[] members, MessagePosted[]? tail = null, long clock = 0, long highestSeq = 0) =>
        Room.Attach(new AttachGateway(new GatewayId(gateway), Observer: null!, epoch, head, clock, members, tail ?? [], highestSeq));

    /// <summary>What the room decided since the last call, as the gateways hear it.</summary>
    public RoomEvent[] Take()
    {
        RoomEvent[] events = [.. Room.Pending];
        Room.ClearPending();
        return events;
    }
}
