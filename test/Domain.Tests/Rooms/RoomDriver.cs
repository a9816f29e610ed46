using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>A room with a clock that the test sets, and short words for what gateways ask of it.</summary>
internal sealed class RoomDriver(RoomLimits? limits = null, long epoch = RoomDriver.Epoch)
{
    public const long Epoch = 1_800_000_000_000;

    /// <summary>The number before the first of <see cref="Epoch"/>: the first event is this plus one.</summary>
    public const long Before = Epoch << 10;

    public const string Here = "gateway-1";
    public const string There = "gateway-2";

    /// <summary>How often each connection has left: every stay is a subscription of its own.</summary>
    private readonly Dictionary<SubscriptionId, int> _stays = [];

    public Room Room { get; } = new(Sample.Room, epoch, limits ?? new RoomLimits());

    public long Now { get; set; } = Epoch + 10_000;

    public Reply<RoomSnapshot> Join(
        string user, int number = 1, string gateway = Here, int history = 100, bool holdsMembers = false, Position? resumes = null, RoomRole role = RoomRole.Member) =>
        Room.Join(
            new JoinRoom(
                Stay(Sample.Subscription(user, number, gateway)), Observer: null!, Sample.Person(user), history, HoldsMembers: holdsMembers, Resumes: resumes, Role: role),
            Now);

    public void Leave(string user, int number = 1, string gateway = Here, LeaveReason reason = LeaveReason.Left)
    {
        var first = Sample.Subscription(user, number, gateway);
        Room.Leave(Stay(first), new UserId(user), reason, Now);
        _stays[first] = _stays.GetValueOrDefault(first) + 1;
    }

    /// <summary>The connection broke; its user may come back.</summary>
    public void Drop(string user, int number = 1, string gateway = Here) => Leave(user, number, gateway, LeaveReason.Disconnected);

    public void DropGateway(string gateway) => Room.DropGateway(new GatewayId(gateway), Now);

    public void Detach(string gateway, long upTo) => Room.Detach(new GatewayId(gateway), upTo, Now);

    public void Expire() => Room.Expire(Now);

    /// <summary>Lets so much time pass, and whatever ends in it end.</summary>
    public void Pass(TimeSpan time)
    {
        Now += (long)time.TotalMilliseconds;
        Expire();
    }

    public Reply<Posted> Post(string user, string key, string body = "hi", long clock = 0, string gateway = Here) =>
        Room.Post(new PostMessage(new GatewayId(gateway), new UserId(user), key, body, clock), Now);

    public Reply<Posted> Answer(string user, string key, Posted message, string body = "yes", string[]? mentions = null, string gateway = Here) =>
        Room.Post(
            new PostMessage(
                new GatewayId(gateway), new UserId(user), key, body, Clock: 0, ReplyTo: new Position(message.Epoch, message.Seq), Mentions: mentions?.Select(id => new UserId(id)).ToArray()),
            Now);

    public Reply<Posted> Change(string user, string key, ChangeKind kind, Posted message, string body = "", long? version = null, string gateway = Here)
    {
        var says = kind is ChangeKind.Edited or ChangeKind.Reacted or ChangeKind.Unreacted ? body : "";
        return Room.Change(
            new ChangeMessage(new GatewayId(gateway), new UserId(user), key, kind, new Position(message.Epoch, message.Seq), says, version, Clock: 0), Now);
    }

    public Reply<Posted> Edit(string user, string key, Posted message, string body, long? version = null, string gateway = Here) =>
        Change(user, key, ChangeKind.Edited, message, body, version, gateway);

    public Reply<Posted> React(string user, string key, Posted message, string emoji, bool on = true, string gateway = Here) =>
        Change(user, key, on ? ChangeKind.Reacted : ChangeKind.Unreacted, message, emoji, gateway: gateway);

    public Reply<Posted> Rule(
        string user, string key, RulingKind kind, string? subject = null, long until = 0, int value = 0, string reason = "", string gateway = Here) =>
        Room.Rule(
            new GiveRuling(new GatewayId(gateway), new UserId(user), key, kind, subject is null ? null : new UserId(subject), until, value, reason, Clock: 0), Now);

    /// <summary>Posts so many messages with keys of their own.</summary>
    public void PostMany(string user, int count, string gateway = Here)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.NotNull(Post(user, $"{user}-{Room.Head}-{i}", $"body {i}", gateway: gateway).Value);
        }
    }

    public Reply<Accepted> Type(string user, bool on = true, string gateway = Here) =>
        Room.SetTyping(new GatewayId(gateway), new UserId(user), on, Now);

    public Reply<Accepted> Read(string user, long seq, string gateway = Here) => Room.MarkRead(new GatewayId(gateway), new UserId(user), seq);

    public Reply<RoomMessages> Fetch(string user, long? before = null, long? after = null, int limit = 100, string gateway = Here) =>
        Room.Fetch(new GatewayId(gateway), new UserId(user), before, after, limit);

    public Reply<RoomMembers> Members(string user, string? after = null, int limit = 100, string gateway = Here) =>
        Room.Members(new GatewayId(gateway), new UserId(user), after is null ? null : new UserId(after), limit);

    /// <summary>Begins from what these gateways hold, as an activation does before it serves anything.</summary>
    public IReadOnlyDictionary<GatewayId, CatchUp> Recover(params RoomOffer[] offers) => Room.Recover(offers, allAnswered: true, Now);

    public CatchUp Attach(RoomOffer offer) => Room.Attach(offer, Now);

    public bool Check(string gateway, Position position, params SubscriptionId[] connections) => Room.Check(
        new CheckGateway(new GatewayId(gateway), position, connections.Length, connections.Sum(connection => connection.Number))).Knows;

    private SubscriptionId Stay(SubscriptionId first) => first with { Number = first.Number + (1000 * _stays.GetValueOrDefault(first)) };

    /// <summary>The numbers of the messages that the room keeps.</summary>
    public long[] Kept => [.. Room.Tail.Select(message => message.Seq)];

    /// <summary>What the room decided since the last call, as the gateways hear it.</summary>
    public RoomEvent[] Take()
    {
        RoomEvent[] events = [.. Room.Pending];
        Room.ClearPending();
        return events;
    }
}
