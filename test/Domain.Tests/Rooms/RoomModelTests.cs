using FsCheck;
using FsCheck.Fluent;
using OrleansChat.Contracts;
using OrleansChat.Domain.Tests.Properties;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>Whatever happens to a room, it answers, tells and holds what the naive room does. Its bounds are small, so that all of them are met.</summary>
public sealed class RoomModelTests
{
    private const string Duplicate = "the same answer again";
    private const string MoreMessages = "a page of messages with another after it";
    private const string MoreMembers = "a page of members with another after it";
    private const string Emptied = "a room that went empty";
    private const string EmptiedByTime = "a room that went empty because nobody came back";
    private const string CameBack = "a member who came back before anybody was told";
    private const string Continued = "a position that could be resumed";
    private const string NotContinued = "a position that could not be resumed";
    private const string Matched = "a gateway that agreed with the room";
    private const string Differed = "a gateway that did not";
    private const string Missed = "a gateway that had missed messages";
    private const string Diverged = "a gateway of the time before the room was forgotten";

    /// <summary>The choice by which a command speaks of the stay before the last.</summary>
    private const int Late = 11;

    private static readonly RoomLimits Limits = new()
    {
        RingMessages = 5, RingBytes = 40, Keys = 4, KeyLifetime = TimeSpan.FromMilliseconds(40),
        TypingLifetime = TimeSpan.FromMilliseconds(10), Grace = TimeSpan.FromMilliseconds(15), Members = 3, MembersInSnapshot = 2,
    };

    private static readonly Person[] People = [Sample.Person("dan"), Sample.Person("ann"), Sample.Person("Cid"), Sample.Person("bob")];
    private static readonly GatewayId[] Gateways = [new(RoomDriver.Here), new(RoomDriver.There)];
    private static readonly string[] Bodies = ["", "a", "hello", "eleven byte"];

    // Posts come often, so that rings and windows overflow, and joins outnumber leaves, so that rooms fill.
    private static readonly RoomAction[] Actions =
    [
        .. Enum.GetValues<RoomAction>(), RoomAction.Join, RoomAction.Join, RoomAction.Join, RoomAction.Post, RoomAction.Post, RoomAction.Post,
        RoomAction.Post, RoomAction.Post, RoomAction.Post, RoomAction.FetchAfter,
    ];

    private static readonly string[] Outcomes =
    [
        nameof(RoomSnapshot), nameof(RoomMessages), nameof(RoomMembers), nameof(Posted), nameof(Accepted), nameof(MemberJoined), nameof(MemberLeft),
        nameof(MessagePosted), nameof(TypingChanged), nameof(ReadMoved), RoomRefusals.DetachedCode, RoomRefusals.GoneCode, ChatErrorCode.NotAMember,
        ChatErrorCode.RoomFull, ChatErrorCode.Unavailable, ChatErrorCode.KeyReused, ChatErrorCode.RangeEvicted, Duplicate, MoreMessages, MoreMembers, Emptied,
        EmptiedByTime, CameBack, Continued, NotContinued, Matched, Differed, Missed, Diverged,
    ];

    private static Gen<RoomStep> Steps { get; } =
        from action in Gen.Elements(Actions)
        from user in Gen.Choose(0, People.Length - 1)
        from gateway in Gen.Choose(0, Gateways.Length - 1)
        from choice in Gen.Choose(0, 15)
        from number in Gen.Choose(-2, 30)
        select new RoomStep(action, user, gateway, choice, number);

    [Fact]
    public void Room_AnySequenceOfSteps_DoesWhatTheNaiveRoomDoes()
    {
        var met = new HashSet<string>();
        Sequences.Check(Steps, count: 10_000, steps =>
        {
            var pair = new Pair(met);
            foreach (var step in steps)
            {
                pair.Take(step);
            }
        });

        // Two rooms that never come to a rule agree about it too easily.
        Assert.Empty(Outcomes.Except(met));
    }

    /// <summary>The two rooms and their one clock.</summary>
    private sealed class Pair(HashSet<string> met)
    {
        private readonly Room _room = new(Sample.Room, RoomDriver.Epoch, Limits);
        private readonly NaiveRoom _naive = new(Limits);
        private readonly Dictionary<SubscriptionId, int> _stays = [];
        private long _now = RoomDriver.Epoch;

        public void Take(RoomStep step)
        {
            var wasEmpty = _room.IsEmpty;
            var (answer, expected) = Both(step);
            Same(step, "answer", expected, answer);
            Same(step, "events", InOrder(step, _naive.Events), InOrder(step, _room.Pending));
            Same(step, "head and expiry", [_naive.Head, _naive.NextExpiry!], [_room.Head, _room.NextExpiry!]);
            Same(step, "gateways", [.. _naive.Gateways.Select(gateway => gateway.Value).Order()], [.. _room.Gateways.Select(gateway => gateway.Value).Order()]);
            met.UnionWith(_room.Pending.Select(roomEvent => roomEvent.GetType().Name));
            met.Add(_room.IsEmpty && !wasEmpty ? step.Action is RoomAction.PassTime ? EmptiedByTime : Emptied : "");
            _naive.Events.Clear();
            _room.ClearPending();
        }

        private (object[] Answer, object[] Expected) Both(RoomStep step)
        {
            var person = People[step.User];
            var gateway = Gateways[step.Gateway];
            var first = Sample.Subscription(person.Id.Value, step.Choice % 2, gateway.Value);
            var connection = Stay(first, _stays.GetValueOrDefault(first) - (step.Choice is Late ? 1 : 0));
            var number = RoomDriver.Before + step.Number;
            var on = step.Action is RoomAction.Type;
            switch (step.Action)
            {
                case RoomAction.Join or RoomAction.JoinThoughHoldingMembers or RoomAction.Resume:
                    var holds = step.Action is RoomAction.JoinThoughHoldingMembers;
                    Position? resumes = step.Action is RoomAction.Resume ? new Position(RoomDriver.Epoch - (step.Choice / 15), number) : null;
                    var history = step.Choice / 2;
                    var joined = _room.Join(new JoinRoom(connection, null!, person, history, HoldsMembers: holds, Resumes: resumes), _now);
                    met.Add(joined.Value is { } snapshot && resumes is not null ? snapshot.Continues ? Continued : NotContinued : "");
                    met.Add(joined.Value is not null && _naive.IsLingering(person) && _room.Pending.Count == 0 ? CameBack : "");
                    return (Flat(joined), _naive.Join(connection, person, history, holds, resumes, _now));
                case RoomAction.DropGateway:
                    // Rare, since it takes a whole half of the room.
                    if (step.Choice < 4)
                    {
                        _room.DropGateway(gateway, _now);
                        _naive.DropGateway(gateway, _now);
                    }

                    return ([], []);
                case RoomAction.Attach:
                    var held = _naive.SubscriptionsOf(gateway).Skip(step.Choice / 12).Append((connection, person)).Distinct().ToArray();
                    return (Attach(gateway, number, held), _naive.Attach(gateway, number, held, _now));
                case RoomAction.Check:
                    var position = new Position(RoomDriver.Epoch - (step.Choice / 12), number);
                    SubscriptionId[] connections = [.. _naive.SubscriptionsOf(gateway).Skip(step.Choice / 8).Select(joined => joined.Subscription)];
                    return (Check(gateway, position, connections), _naive.Check(gateway, position, connections));
                case RoomAction.Leave:
                    var reason = (LeaveReason)(step.Choice / 2 % 2);
                    _room.Leave(connection, person.Id, reason, _now);
                    _naive.Leave(connection, person, reason, _now);
                    _stays[first] = _stays.GetValueOrDefault(first) + 1;
                    return ([], []);
                case RoomAction.Post:
                    var (key, body) = ($"key-{step.Choice % 4}", Bodies[step.Choice / 4]);
                    var clock = RoomDriver.Epoch + (step.Number * 200);
                    return (Flat(_room.Post(new PostMessage(gateway, person.Id, key, body, clock), _now)), _naive.Post(gateway, person, key, body, clock, _now));
                case RoomAction.Type or RoomAction.StopTyping:
                    return (Flat(_room.SetTyping(gateway, person.Id, on, _now)), _naive.SetTyping(gateway, person, on, _now));
                case RoomAction.MarkRead:
                    return (Flat(_room.MarkRead(gateway, person.Id, number)), _naive.MarkRead(gateway, person, number));
                case RoomAction.FetchBefore or RoomAction.FetchAfter:
                    long? before = step.Action is RoomAction.FetchBefore && step.Choice > 3 ? number : null;
                    long? after = step.Action is RoomAction.FetchAfter ? number : null;
                    var limit = 1 + (step.Choice % 4);
                    return (Flat(_room.Fetch(gateway, person.Id, before, after, limit)), _naive.Fetch(gateway, person, before, after, limit));
                case RoomAction.Members:
                    UserId? above = step.Choice < 4 ? null : People[step.Choice % 4].Id;
                    return (Flat(_room.Members(gateway, person.Id, above, 1 + (step.Choice / 4))), _naive.Members(gateway, person, above, 1 + (step.Choice / 4)));
                case RoomAction.PassTime or RoomAction.StepBack:
                    _now += step.Action is RoomAction.PassTime ? step.Number : -step.Number;
                    _room.Expire(_now);
                    _naive.Expire(_now);
                    return ([], []);
                default:
                    throw new ArgumentOutOfRangeException(nameof(step), step, "There is no such action.");
            }
        }

        // Every stay of a connection is a subscription of its own.
        private static SubscriptionId Stay(SubscriptionId first, int stay) => first with { Number = first.Number + (1000 * stay) };

        private object[] Attach(GatewayId gateway, long head, (SubscriptionId Subscription, Person Person)[] held)
        {
            AttachedMember[] members = [.. held.Select(joined => new AttachedMember(joined.Subscription, joined.Person, ReadSeq: 0))];
            var catchUp = _room.Attach(new RoomOffer { Gateway = gateway, Epoch = RoomDriver.Epoch, Head = head, Members = members }, _now);
            met.Add(catchUp.Missed.Length > 0 ? Missed : "");
            met.Add(catchUp.Diverged ? Diverged : "");
            return
            [
                catchUp.Epoch, catchUp.Head, catchUp.Clock, catchUp.MissingUpTo, catchUp.Diverged, catchUp.MemberCount, .. catchUp.Members, .. catchUp.Missed,
            ];
        }

        private object[] Check(GatewayId gateway, Position position, SubscriptionId[] connections)
        {
            var check = _room.Check(new CheckGateway(gateway, position, connections.Length, connections.Sum(connection => connection.Number)));
            met.Add(check.Knows ? Matched : Differed);
            return [check.Knows, check.Position.Seq];
        }

        // Those who fall silent together fall silent in no order.
        private static object[] InOrder(RoomStep step, IReadOnlyList<RoomEvent> events) => step.Action is RoomAction.PassTime or RoomAction.StepBack
            ? [.. events.OfType<OrderedEvent>(), .. events.OfType<TypingChanged>().OrderBy(typing => typing.Member.Id.Value, StringComparer.Ordinal)]
            : [.. events];

        private object[] Flat<T>(Reply<T> reply)
            where T : class
        {
            met.Add(reply.Refusal?.Code ?? typeof(T).Name);
            met.Add(reply.Value switch
            {
                Posted { Duplicate: true } => Duplicate,
                RoomMessages { HasMore: true } => MoreMessages,
                RoomMembers { HasMore: true } => MoreMembers,
                _ => "",
            });
            return reply switch
            {
                { Refusal: { } refusal } => [refusal.Code],
                { Value: RoomSnapshot snapshot } =>
                [
                    snapshot.Epoch, snapshot.Head, snapshot.Clock, snapshot.WholeFrom, snapshot.Continues, snapshot.MemberCount, .. snapshot.Members,
                    .. snapshot.Entries,
                ],
                { Value: RoomMessages page } => [page.Epoch, page.Head, page.HasMore, .. page.Entries],
                { Value: RoomMembers page } => [page.Count, page.HasMore, .. page.Members],
                _ => [reply.Value!],
            };
        }

        private static void Same(RoomStep step, string what, object[] expected, object[] actual)
        {
            if (!expected.AsSpan().SequenceEqual(actual))
            {
                Assert.Fail($"{step}: {what}\nexpected: {string.Join(", ", expected)}\nactual:   {string.Join(", ", actual)}");
            }
        }
    }
}
