using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>
/// Bob speaks while Ann bans him, in every order that dice can think of: over two gateways that hear of things late, with requests that come again, and with activations
/// that are lost in the middle of it.
/// </summary>
public sealed class BanRaceTests
{
    private const int Races = 100_000;
    private const int Steps = 14;

    [Fact]
    public void Race_BanAndMessages_NothingOfHimFollowsTheBan()
    {
        var (banned, refused, lost, recovered, saidBefore) = (0, 0, 0, 0, 0);
        for (var seed = 0; seed < Races; seed++)
        {
            var race = new Race(new Random(seed));
            for (var step = 0; step < Steps; step++)
            {
                race.Step();
            }

            race.End();
            var order = race.Room.Room.Tail;
            var ban = order.OfType<Ruling>().FirstOrDefault();
            Assert.True(race.ConfirmedBan is null || ban?.Seq == race.ConfirmedBan, $"race {seed}: the ban at {race.ConfirmedBan} was confirmed, and is gone");
            Assert.True(
                ban is null || !order.Any(entry => entry is MessagePosted && entry.From.Id.Value == "bob" && entry.Seq > ban.Seq), $"race {seed}: a message of Bob's follows the ban at {ban?.Seq}");
            Assert.All(race.ConfirmedMessages, seq => Assert.True(order.Any(entry => entry.Seq == seq), $"race {seed}: the message at {seq} was confirmed, and is gone"));
            banned += ban is null ? 0 : 1;
            saidBefore += ban is not null && order.Any(entry => entry is MessagePosted && entry.Seq < ban.Seq) ? 1 : 0;
            refused += race.Refused;
            lost += race.Lost;
            recovered += race.Lost > 0 && ban is not null && ban.Epoch < race.Epoch ? 1 : 0;
        }

        // Dice that never throw what this is about would show nothing.
        Assert.All(new[] { banned, refused, lost, recovered, saidBefore }, count => Assert.InRange(count, Races / 50, int.MaxValue));
    }

    /// <summary>A room, two gateways that follow it, and what happens to them.</summary>
    private sealed class Race
    {
        private static readonly string[] Gateways = [RoomDriver.Here, RoomDriver.There];

        private readonly Random _dice;
        private readonly Dictionary<string, Follower> _followers = Gateways.ToDictionary(gateway => gateway, gateway => new Follower(gateway));
        private readonly List<(string Key, string Gateway)> _asked = [];
        private int _keys;

        public Race(Random dice)
        {
            _dice = dice;
            Room = new RoomDriver();
            Room.Join("ann");
            Room.Join("bob", gateway: RoomDriver.There);
            Room.Join("bob", number: 2);
            Room.Take();
            foreach (var follower in _followers.Values)
            {
                follower.Begin(Room.Room);
            }
        }

        public RoomDriver Room { get; private set; }

        public long Epoch { get; private set; } = RoomDriver.Epoch;

        public long? ConfirmedBan { get; private set; }

        public List<long> ConfirmedMessages { get; } = [];

        public int Refused { get; private set; }

        public int Lost { get; private set; }

        public void Step()
        {
            switch (_dice.Next(10))
            {
                case < 3:
                    Say($"m{_keys++}", Gateways[_dice.Next(2)]);
                    break;
                case 3 when _asked.Count > 0:
                    var (key, gateway) = _asked[_dice.Next(_asked.Count)];
                    Say(key, gateway);
                    break;
                case 4 or 5:
                    Room.Rule("ann", "ban", RulingKind.Banned, "bob");
                    Send();
                    break;
                case < 9:
                    _followers[Gateways[_dice.Next(2)]].Hear();
                    Confirm();
                    break;
                default:
                    Lose();
                    break;
            }
        }

        /// <summary>All hear what is left, and Bob tries once more.</summary>
        public void End()
        {
            HearAll();
            Confirm();
            Say("last", RoomDriver.There);
            HearAll();
        }

        private void Say(string key, string gateway)
        {
            _asked.Add((key, gateway));
            Refused += Room.Post("bob", key, gateway: gateway).Refusal is { Code: ChatErrorCode.Banned } ? 1 : 0;
            Send();
        }

        private void Send()
        {
            var told = Room.Take();
            foreach (var follower in _followers.Values)
            {
                follower.Waiting.AddRange(told);
            }
        }

        private void HearAll()
        {
            foreach (var follower in _followers.Values)
            {
                while (follower.Hear())
                {
                }
            }
        }

        /// <summary>What another process holds is answered to who asked for it.</summary>
        private void Confirm()
        {
            foreach (var entry in _followers.Values.SelectMany(follower => follower.Held))
            {
                if (entry is Ruling ban)
                {
                    ConfirmedBan ??= ban.Seq;
                }
                else if (!ConfirmedMessages.Contains(entry.Seq))
                {
                    ConfirmedMessages.Add(entry.Seq);
                }
            }
        }

        /// <summary>The silo is lost with all that no gateway has heard; the next activation begins from what they hold.</summary>
        private void Lose()
        {
            Lost++;
            Epoch += 1000;
            var now = Room.Now;
            Room = new RoomDriver(epoch: Epoch) { Now = now + 1 };
            var catchUps = Room.Recover([.. _followers.Values.Select(follower => follower.Offer())]);
            foreach (var follower in _followers.Values)
            {
                follower.CatchUp(catchUps[new GatewayId(follower.Gateway)]);
            }

            Send();
        }
    }

    /// <summary>A gateway, as far as the room depends on it: it hears in order, holds what it has heard, and lets go of who must leave.</summary>
    private sealed class Follower(string gateway)
    {
        private readonly List<AttachedMember> _members =
            gateway == RoomDriver.Here
                ? [Sample.Attached("ann", gateway), new AttachedMember(Sample.Subscription("bob", 2, gateway), Sample.Person("bob"), 0)]
                : [Sample.Attached("bob", gateway)];

        private long _epoch;
        private long _head;
        private EpochEnd[] _ended = [];

        public string Gateway { get; } = gateway;

        public List<RoomEvent> Waiting { get; } = [];

        public List<Entry> Held { get; } = [];

        public void Begin(Room room) => (_epoch, _head) = (room.Epoch, room.Head);

        /// <summary>Hears the next event; false where none waits.</summary>
        public bool Hear()
        {
            if (Waiting.Count == 0)
            {
                return false;
            }

            var next = Waiting[0];
            Waiting.RemoveAt(0);
            if (next is OrderedEvent ordered)
            {
                Assert.Equal(_head + 1, ordered.Seq);
                _head = ordered.Seq;
            }

            if (next is Entry entry)
            {
                Hold(entry);
            }

            return true;
        }

        public RoomOffer Offer() => new()
        {
            Gateway = new GatewayId(Gateway), Fence = _epoch, Epoch = _epoch, Head = _head, WholeFrom = RoomDriver.Before, Members = [.. _members], Tail = [.. Held], Ended = _ended,
            Founder = new UserId("ann"),
        };

        public void CatchUp(CatchUp catchUp)
        {
            Waiting.Clear();
            Assert.False(catchUp.Diverged);
            (_epoch, _head, _ended) = (catchUp.Epoch, catchUp.Head, catchUp.Ended);
            foreach (var entry in catchUp.Missed.Concat(catchUp.Late))
            {
                Hold(entry);
            }
        }

        private void Hold(Entry entry)
        {
            Held.Add(entry);
            if (entry is Ruling { Removes: true } ruling)
            {
                _members.RemoveAll(member => member.Person.Id == ruling.Subject!.Id);
            }
        }
    }
}
