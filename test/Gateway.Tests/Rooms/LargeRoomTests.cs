using OrleansChat.Contracts;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

/// <summary>A large room's members are told together who came and who went, and all in the room's order.</summary>
public sealed class LargeRoomTests
{
    private static readonly GatewayId Gateway = new("gateway");

    private readonly GatewayRoom _room = new(Events.Room, Gateway, tailCapacity: 3, largeFrom: 2, fence: 0);
    private readonly Member _ann = new(Events.Ann);
    private readonly Member _bob = new(Events.Bob);

    public LargeRoomTests()
    {
        _ann.Join(_room, head: 2);
        _bob.Join(_room, head: 2);
    }

    [Fact]
    public void Apply_SomeComeAndGo_AreToldTogetherInTheirOrder()
    {
        var first = _room.Apply(Events.Joined(3, Events.Carl));
        var second = _room.Apply(Events.Left(4, Events.Carl));
        Assert.Equal((TimeSpan.FromMilliseconds(10), null), (first.TellRosterWithin, second.TellRosterWithin));
        Assert.Empty(_ann.Frames);

        var delivered = _room.TellRoster();

        Assert.Equal((4, 0, 0), (delivered, first.Delivered, second.Delivered));
        Assert.Equal([3, 4], _ann.Seqs);
        Assert.Same(Assert.Single(_ann.Transport.Written), Assert.Single(_bob.Transport.Written));
    }

    [Fact]
    public void Apply_SmallRoom_TellsAtOnce()
    {
        var room = new GatewayRoom(Events.Room, Gateway, tailCapacity: 3, largeFrom: 3, fence: 0);
        _ann.Join(room, head: 2);
        _bob.Join(room, head: 2);

        var applied = room.Apply(Events.Joined(3, Events.Carl));

        Assert.Equal((2, null), (applied.Delivered, applied.TellRosterWithin));
        Assert.Equal([3], _ann.Seqs);
    }

    [Fact]
    public void Apply_AnythingElse_IsToldBehindThem()
    {
        _room.Apply(Events.Joined(3, Events.Carl));

        var message = _room.Apply(Events.Message(4));
        _room.Apply(Events.Left(5, Events.Carl));
        _room.Apply(Events.Typing(Events.Ann));

        Assert.Equal(4, message.Delivered);
        Assert.Equal([typeof(JoinedFrame), typeof(MessageFrame), typeof(LeftFrame), typeof(TypingFrame)], _bob.Frames.Select(frame => frame.GetType()));
        Assert.Equal(0, _room.TellRoster());
    }

    [Fact]
    public void Apply_MoreAfterTheyWereToldByAMessage_NeedNoSecondCall()
    {
        _room.Apply(Events.Joined(3, Events.Carl));
        _room.Apply(Events.Message(4));

        Assert.Null(_room.Apply(Events.Left(5, Events.Carl)).TellRosterWithin);
        Assert.Equal(2, _room.TellRoster());
        Assert.NotNull(_room.Apply(Events.Joined(6, Events.Carl)).TellRosterWithin);
    }

    [Fact]
    public void Apply_ManyCome_AreToldWithoutWaitingLonger()
    {
        for (var seq = 3; seq < 3 + 128; seq++)
        {
            _room.Apply(Events.Joined(seq, new Person(new UserId($"user-{seq}"), "User")));
        }

        Assert.Equal(Enumerable.Range(3, 128).Select(seq => (long)seq), _ann.Seqs);
        Assert.Single(_ann.Transport.Written);
    }

    [Fact]
    public void Apply_OneJoinsMeanwhile_GetsThoseAboveHisAnswer()
    {
        var carl = new Member(Events.Carl);
        _room.Apply(Events.Joined(3, new Person(new UserId("dora"), "Dora")));
        var joining = _room.BeginJoin(carl.Connection, carl.Stay)!;
        _room.Apply(Events.Joined(4, Events.Carl));
        _room.Apply(Events.Joined(5, new Person(new UserId("emil"), "Emil")));
        Assert.True(_room.EndJoin(joining, Events.Snapshot(head: 4), requestedHistory: 0, out _));
        _room.Release(joining);

        _room.TellRoster();

        Assert.Equal([5], carl.Seqs);
        Assert.Equal([3, 4, 5], _ann.Seqs);
    }

    [Fact]
    public void TellRoster_OneWaitsForHisAnswer_GetsThoseAboveItBehindIt()
    {
        var carl = new Member(Events.Carl);
        var joining = _room.BeginJoin(carl.Connection, carl.Stay)!;
        _room.Apply(Events.Joined(3, Events.Carl));
        _room.Apply(Events.Joined(4, new Person(new UserId("dora"), "Dora")));
        Assert.Equal(4, _room.TellRoster());
        Assert.True(_room.EndJoin(joining, Events.Snapshot(head: 3), requestedHistory: 0, out _));
        Assert.Empty(carl.Frames);

        _room.Release(joining);

        Assert.Equal([4], carl.Seqs);
    }

    [Fact]
    public void CompleteAttach_SomeoneCameBefore_IsToldBeforeTheEpoch()
    {
        _room.Apply(Events.Joined(3, Events.Carl));
        _room.BeginAttach();
        _room.CompleteAttach(Events.CatchUp(7, Events.Epoch + 1));

        Assert.Equal([typeof(JoinedFrame), typeof(EpochFrame), typeof(MembersFrame)], _ann.Frames.Select(frame => frame.GetType()));
    }

    [Fact]
    public async Task Deliver_SomeoneComes_IsToldWhenTheWaitIsOver()
    {
        var gateway = new ScriptedGateway(TaskScheduler.Default, new GatewayOptions { LargeRoomFrom = 2 });
        var (carl, dora) = (new Member(Events.Carl), new Member(new Person(new UserId("dora"), "Dora")));
        await gateway.JoinAsync(carl, head: 2);
        await gateway.JoinAsync(dora, head: 2);

        gateway.Table.Deliver(Events.Joined(3, Events.Ann));
        gateway.Time.Advance(TimeSpan.FromMilliseconds(9));
        Assert.Empty(carl.Frames);
        gateway.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal([3], carl.Seqs);
        Assert.Equal([3], dora.Seqs);
        Assert.Equal(2, gateway.Counters.Deliveries);
    }

    /// <summary>Whoever tells the members when: each gets what he would get in a room that tells everything at once.</summary>
    [Fact]
    public void Apply_AnyCourse_EachMemberGetsWhatASmallRoomWouldTell()
    {
        var together = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var (large, small) = (new Course(largeFrom: 2), new Course(largeFrom: int.MaxValue));
            large.Run(new Random(seed));
            small.Run(new Random(seed));

            Assert.Equal(small.Heard, large.Heard);
            together += small.Writes - large.Writes;
        }

        Assert.True(together > 500, $"{together} frames were written with others.");
    }

    private sealed class Course(int largeFrom)
    {
        private readonly GatewayRoom _room = new(Events.Room, Gateway, tailCapacity: 3, largeFrom, fence: 0);
        private readonly List<Member> _members = [];
        private readonly List<(Member Member, Subscription Subscription, long Head)> _joining = [];
        private readonly Dictionary<Member, Subscription> _in = [];

        /// <summary>Up to where a fresh answer has shown everything to a member, whether he was told of it before or not.</summary>
        private readonly Dictionary<Member, long> _shown = [];
        private long _head = 2;

        public IEnumerable<string> Heard => _members.Select(member => string.Join(' ', member.Seqs.Where(seq => seq > _shown.GetValueOrDefault(member))));

        public int Writes => _members.Sum(member => member.Transport.Written.Count);

        public void Run(Random random)
        {
            for (var step = 0; step < 60; step++)
            {
                switch (random.Next(10))
                {
                    case 0 or 1:
                        Begin();
                        break;
                    case 2 when _joining.Count > 0:
                        End(random.Next(_joining.Count));
                        break;
                    case 3 when _in.Count > 0:
                        // A join that is repeated for a fresh answer.
                        var (member, subscription) = _in.ElementAt(random.Next(_in.Count));
                        Assert.Same(subscription, _room.BeginJoin(member.Connection, member.Stay));
                        _room.EndJoin(subscription, Events.Snapshot(_head), requestedHistory: 0, out _);
                        _room.Release(subscription);
                        _shown[member] = _head;
                        break;
                    case 4:
                        _room.TellRoster();
                        break;
                    case 5:
                        _room.Apply(Events.Message(++_head));
                        break;
                    default:
                        _room.Apply(random.Next(2) == 0 ? Events.Joined(++_head, Events.Ann) : Events.Left(++_head, Events.Ann));
                        break;
                }
            }

            while (_joining.Count > 0)
            {
                End(0);
            }

            _room.TellRoster();
            Assert.All(_members, member => Assert.Equal(member.Seqs.Distinct().Order(), member.Seqs));
        }

        private void Begin()
        {
            var member = new Member(new Person(new UserId($"user-{_members.Count}"), "User"));
            _members.Add(member);
            _joining.Add((member, _room.BeginJoin(member.Connection, member.Stay)!, _head));
        }

        private void End(int index)
        {
            // The room answered some time ago; what came since waits.
            var (member, subscription, head) = _joining[index];
            _joining.RemoveAt(index);
            _in[member] = subscription;
            if (_room.EndJoin(subscription, Events.Snapshot(head), requestedHistory: 0, out _))
            {
                _room.Release(subscription);
            }
            else
            {
                Assert.True(_room.EndJoin(subscription, Events.Snapshot(_head), requestedHistory: 0, out _));
                _room.Release(subscription);
            }
        }
    }
}
