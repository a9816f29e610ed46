using OrleansChat.Domain.Tests.Fanout;
using OrleansChat.Domain.Tests.Gateways;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>What is acknowledged is held by a second process; the room's own gateway is <see cref="RoomDriver.Here"/>.</summary>
public sealed class RoomReplicasTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    private readonly SiloServices _silo = new(RoomDriver.Here);
    private readonly RoomDriver _room = new();
    private readonly RoomReplicas _replicas;

    public RoomReplicasTests() => _replicas = new RoomReplicas(Sample.Room, _silo.Links, _silo.Directory, _silo.Holdings, Limit, _silo.Time);

    public void Dispose() => _silo.Dispose();

    [Fact]
    public async Task Tell_Alone_WaitsForNobody()
    {
        await _silo.ListAsync(RoomDriver.Here);
        _room.Join("ann");
        var seq = Post("ann");
        Assert.False(_replicas.IsUnconfirmed(seq));
        Assert.True(await _replicas.ConfirmAsync(_room.Room, seq));
        Assert.Equal([nameof(MemberJoined), nameof(MessagePosted)], _silo.Local.Delivered.Select(told => told.GetType().Name));
    }

    [Fact]
    public async Task Tell_AloneAsFarAsItKnowsButAMemberIsElsewhere_WaitsForThatGateway()
    {
        await _silo.ListAsync(RoomDriver.Here);
        var there = await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        Assert.True(_replicas.IsUnconfirmed(seq));
        (await there.NextAsync()).Succeed();
        Assert.True(await _replicas.ConfirmAsync(_room.Room, seq));
    }

    [Fact]
    public async Task ConfirmAsync_MembersGatewayElsewhereKeptIt_IsTrueAndNoStandbyIsAsked()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3");
        var there = await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        var confirming = _replicas.ConfirmAsync(_room.Room, seq);
        Assert.False(confirming.IsCompleted);
        (await there.NextAsync()).Succeed();
        Assert.True(await confirming);
        Assert.False(_replicas.IsUnconfirmed(seq));
        Assert.False(_silo.Observer("gateway-3").HasCall);
    }

    [Fact]
    public async Task ConfirmAsync_MembersGatewayElsewhereWhoseLeaseHasEnded_WaitsForTheStandby()
    {
        var seq = await KeptWhereTheLeaseHasEndedAsync();
        Assert.True(_replicas.IsUnconfirmed(seq));
        Assert.Equal([seq, seq], (await TakeAsync(_silo.Observer("gateway-3"), events: 2)).Cast<ReplicaKept>().Select(kept => Assert.Single(kept.Entries).Seq));
        Assert.True(await _replicas.ConfirmAsync(_room.Room, seq));
    }

    [Fact]
    public async Task ConfirmAsync_OnlyAGatewayWhoseLeaseHasEndedKeptIt_IsFalse()
    {
        var seq = await KeptWhereTheLeaseHasEndedAsync();
        var confirming = _replicas.ConfirmAsync(_room.Room, seq);
        _silo.Time.Advance(Limit);
        Assert.False(await confirming);
    }

    [Fact]
    public async Task ConfirmAsync_MembersGatewayElsewhereThatIsBackOnTheList_WaitsForIt()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        await _silo.ListAsync(RoomDriver.Here);
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var there = await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        (await there.NextAsync()).Succeed();
        Assert.True(await _replicas.ConfirmAsync(_room.Room, seq));
    }

    [Fact]
    public async Task ConfirmAsync_OnlyTheLocalGatewayHasMembers_WaitsForTheStandbyThatTheHashNames()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3", "gateway-4");
        _room.Join("ann");
        var seq = Post("ann");
        var confirming = _replicas.ConfirmAsync(_room.Room, seq);
        Assert.False(confirming.IsCompleted);

        // The tail, and the message that is waited for, which says of itself alone that nothing is missing.
        var told = (await TakeAsync(Best(0), events: 2)).Cast<ReplicaKept>().ToArray();
        Assert.All(told, kept => Assert.Equal((RoomDriver.Epoch, seq), (kept.Epoch, Assert.Single(kept.Entries).Seq)));
        Assert.Equal([_room.Room.WholeFrom, seq - 1], told.Select(kept => kept.WholeFrom));
        Assert.True(await confirming);
        Assert.False(Best(1).HasCall);
    }

    [Fact]
    public async Task Tell_StandbyThatComesLater_IsGivenTheWholeTail()
    {
        await _silo.ListAsync(RoomDriver.Here);
        _room.Join("ann");
        long[] said = [Post("ann"), Post("ann")];
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        Tell();
        var call = await _silo.Observer(RoomDriver.There).NextAsync();
        Assert.Equal(said, Assert.IsType<ReplicaKept>(Assert.Single(call.Events)).Entries.Select(message => message.Seq));
        call.Succeed();
    }

    [Fact]
    public async Task Tell_SecondMessageWithAStandby_SendsThatMessageAlone()
    {
        await StandbyAsync();
        var seq = Post("ann");
        var call = await Best(0).NextAsync();
        Assert.Equal([seq], Assert.IsType<ReplicaKept>(Assert.Single(call.Events)).Entries.Select(message => message.Seq));
        call.Succeed();
        Assert.True(await _replicas.ConfirmAsync(_room.Room, seq));
    }

    [Fact]
    public async Task Renew_WithAStandby_SendsTheWholeTailAgain()
    {
        await StandbyAsync();
        _replicas.Renew(_room.Room);
        var call = await Best(0).NextAsync();
        var kept = Assert.IsType<ReplicaKept>(Assert.Single(call.Events));
        Assert.Equal(_room.Kept, kept.Entries.Select(message => message.Seq));
        Assert.Equal(_room.Room.WholeFrom, kept.WholeFrom);
        call.Succeed();
    }

    [Fact]
    public async Task Spread_AllMembersAreHere_LeavesTheTailWithEveryGatewayThatMayKeepIt()
    {
        await StandbyAsync();
        _replicas.Spread(_room.Room);
        for (var i = 0; i < 2; i++)
        {
            var call = await Best(i).NextAsync();
            Assert.Equal(_room.Kept, Assert.IsType<ReplicaKept>(Assert.Single(call.Events)).Entries.Select(message => message.Seq));
            call.Succeed();
        }
    }

    [Fact]
    public async Task Spread_MembersGatewayHoldsAll_TellsNobody()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3");
        var there = await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        (await there.NextAsync()).Succeed();
        Assert.True(await _replicas.ConfirmAsync(_room.Room, seq));

        _replicas.Spread(_room.Room);

        Assert.False(_silo.Observer("gateway-3").HasCall);
        Assert.False(there.HasCall);
    }

    [Fact]
    public async Task Spread_MembersGatewayHasNotConfirmed_LeavesTheTailWithOthers()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3");
        await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);

        _replicas.Spread(_room.Room);

        var call = await _silo.Observer("gateway-3").NextAsync();
        Assert.Equal([seq], Assert.IsType<ReplicaKept>(Assert.Single(call.Events)).Entries.Select(message => message.Seq));
        call.Succeed();
    }

    [Fact]
    public async Task Tell_StandbyIsGone_GivesTheWholeTailToTheNext()
    {
        await StandbyAsync();
        var next = _silo.Directory.ReplicasFor(Sample.Room).ElementAt(1);
        await _silo.ListAsync(RoomDriver.Here, next.Value);
        Tell();
        var call = await _silo.Observer(next.Value).NextAsync();
        Assert.Equal(_room.Kept, Assert.IsType<ReplicaKept>(Assert.Single(call.Events)).Entries.Select(message => message.Seq));
        call.Succeed();
    }

    [Fact]
    public async Task Tell_RoomWithoutMessages_AsksForNoReplica()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        _room.Join("ann");
        Tell();
        Assert.False(_silo.Observer(RoomDriver.There).HasCall);
    }

    [Fact]
    public async Task Tell_MemberElsewhereSpeaks_LetsTheStandbyGo()
    {
        var (standby, elsewhere) = await StandbyAndMemberElsewhereAsync();

        _room.Type("bob", gateway: elsewhere.Value);
        Tell();

        var call = await standby.NextAsync();
        Assert.Equal(RoomDriver.Epoch, Assert.IsType<RoomForgotten>(Assert.Single(call.Events)).Epoch);
        call.Succeed();
        var seq = Post("ann");
        await TakeAsync(_silo.Observer(elsewhere.Value), events: 2);
        Assert.True(await _replicas.ConfirmAsync(_room.Room, seq));
        Assert.False(standby.HasCall);
    }

    [Fact]
    public async Task Tell_MemberElsewhereWhoMayNotHaveHadHisAnswer_KeepsTheStandby()
    {
        var (standby, _) = await StandbyAndMemberElsewhereAsync();
        var seq = Post("ann");

        var call = await standby.NextAsync();

        Assert.Equal([seq], Assert.IsType<ReplicaKept>(Assert.Single(call.Events)).Entries.Select(message => message.Seq));
        call.Succeed();
    }

    [Fact]
    public async Task Tell_MembersGatewayMissedSomething_TakesAStandbyUntilItStandsWhereTheRoomStands()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3");
        var there = await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        (await there.NextAsync()).Fail();
        await _silo.Links.FlushAsync([new GatewayId(RoomDriver.There)]);

        Tell();
        var given = await _silo.Observer("gateway-3").NextAsync();
        Assert.Equal([seq], Assert.IsType<ReplicaKept>(Assert.Single(given.Events)).Entries.Select(message => message.Seq));
        given.Succeed();

        _replicas.Stands(new GatewayId(RoomDriver.There), seq);
        Tell();
        var taken = await _silo.Observer("gateway-3").NextAsync();
        Assert.IsType<RoomForgotten>(Assert.Single(taken.Events));
        taken.Succeed();
    }

    [Fact]
    public async Task Tell_StandbyDoesNotAnswer_GivesTheWholeTailToTheNext()
    {
        await StandbyAsync();
        Post("ann");
        var silent = await Best(0).NextAsync();
        _silo.Time.Advance(new GatewayLinkOptions().Stall + TimeSpan.FromMilliseconds(1));

        Tell();

        var call = await Best(1).NextAsync();
        Assert.Equal(_room.Kept, Assert.IsType<ReplicaKept>(Assert.Single(call.Events)).Entries.Select(message => message.Seq));
        call.Succeed();
        silent.Succeed();
    }

    [Fact]
    public async Task ConfirmAsync_MembersGatewayDidNotKeepIt_AsksTheBestOther()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3", "gateway-4");
        var last = _silo.Directory.ReplicasFor(Sample.Room).Last().Value;
        var there = await JoinThereAsync(last);
        var seq = Post("bob", last);
        var confirming = _replicas.ConfirmAsync(_room.Room, seq);
        (await there.NextAsync()).Answers(DeliveryOutcome.NotKept);
        var call = await Best(0).NextAsync();
        Assert.Equal(_room.Kept, Assert.IsType<ReplicaKept>(Assert.Single(call.Events)).Entries.Select(message => message.Seq));
        call.Succeed();
        Assert.True(await confirming);
    }

    [Fact]
    public async Task ConfirmAsync_NobodyKeepsIt_IsFalseAndTheMessageStaysUnconfirmed()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var there = await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        var confirming = _replicas.ConfirmAsync(_room.Room, seq);
        (await there.NextAsync()).Fail();
        (await there.NextAsync()).Answers(DeliveryOutcome.NotKept);
        Assert.False(await confirming);
        Assert.False(_replicas.IsFenced);
        Assert.True(_replicas.IsUnconfirmed(seq));
    }

    [Fact]
    public async Task ConfirmAsync_RetryAfterNobodyKeptIt_AsksAgain()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var there = await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        var confirming = _replicas.ConfirmAsync(_room.Room, seq);
        (await there.NextAsync()).Fail();
        (await there.NextAsync()).Fail();
        Assert.False(await confirming);

        var again = _replicas.ConfirmAsync(_room.Room, seq);
        (await there.NextAsync()).Succeed();
        Assert.True(await again);
    }

    [Fact]
    public async Task ConfirmAsync_ThreeCandidatesFailed_AsksNoFourth()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3", "gateway-4", "gateway-5", "gateway-6");
        var last = _silo.Directory.ReplicasFor(Sample.Room).Last().Value;
        var there = await JoinThereAsync(last);
        var seq = Post("bob", last);
        var confirming = _replicas.ConfirmAsync(_room.Room, seq);
        (await there.NextAsync()).Fail();
        for (var candidate = 0; candidate < 3; candidate++)
        {
            (await Best(candidate).NextAsync()).Fail();
        }

        Assert.False(await confirming);
        Assert.False(Best(3).HasCall);
    }

    [Fact]
    public async Task ConfirmAsync_NoAnswerInTime_IsFalse()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var there = await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        var call = await there.NextAsync();
        var confirming = _replicas.ConfirmAsync(_room.Room, seq);
        _silo.Time.Advance(Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(confirming.IsCompleted);
        _silo.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(await confirming);
        Assert.True(_replicas.IsUnconfirmed(seq));
        call.Succeed();
        Assert.True(await _replicas.ConfirmAsync(_room.Room, seq));
    }

    [Fact]
    public async Task ConfirmAsync_DuplicateWhileUnconfirmed_WaitsToo()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var there = await JoinThereAsync();
        var posted = _room.Post("bob", "k", gateway: RoomDriver.There).Value!;
        Tell();
        var duplicate = _room.Post("bob", "k", gateway: RoomDriver.There).Value!;
        Tell();
        Assert.True(duplicate.Duplicate);
        Assert.True(_replicas.IsUnconfirmed(duplicate.Seq));
        Task<bool>[] confirming = [_replicas.ConfirmAsync(_room.Room, posted.Seq), _replicas.ConfirmAsync(_room.Room, duplicate.Seq)];
        Assert.All(confirming, waiting => Assert.False(waiting.IsCompleted));
        (await there.NextAsync()).Succeed();
        Assert.All(await Task.WhenAll(confirming), Assert.True);
    }

    [Fact]
    public async Task ConfirmAsync_RingLetGoOfTheMessage_IsTrue()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        _room.PostMany("bob", 100, RoomDriver.There);
        Assert.True(await _replicas.ConfirmAsync(_room.Room, seq));
    }

    [Fact]
    public async Task ConfirmAsync_GatewayKnowsANewerActivation_IsFalseAndFencedAndAsksNobodyElse()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3");
        var there = await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        var confirming = _replicas.ConfirmAsync(_room.Room, seq);
        (await there.NextAsync()).Answers(DeliveryOutcome.Fenced);
        Assert.False(await confirming);
        Assert.True(_replicas.IsFenced);
        Assert.False(_silo.Observer("gateway-3").HasCall);
    }

    [Fact]
    public async Task ConfirmAsync_OneKnowsANewerActivationAndAnotherKeptIt_IsFalse()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        var there = await JoinThereAsync();
        _silo.Local.Outcome = DeliveryOutcome.Fenced;
        _room.Join("ann");
        var seq = Post("bob", RoomDriver.There);
        (await there.NextAsync()).Succeed();
        Assert.False(await _replicas.ConfirmAsync(_room.Room, seq));
    }

    [Fact]
    public async Task Tell_LocalGatewayKnowsANewerActivation_IsFenced()
    {
        await _silo.ListAsync(RoomDriver.Here);
        _room.Join("ann");
        Tell();
        Assert.False(_replicas.IsFenced);
        _silo.Local.Outcome = DeliveryOutcome.Fenced;
        Post("ann");
        Assert.True(_replicas.IsFenced);
    }

    [Fact]
    public async Task Tell_RoomForgotten_IsToldToEveryHolderAndNobodyWaits()
    {
        await StandbyAsync();
        _replicas.FoundAt(new GatewayId("gateway-9"));
        var found = new FakeObserver();
        _silo.Links.Register(new GatewayId("gateway-9"), found);
        var seq = Post("ann");
        _room.Leave("ann");
        Tell();

        // The message; then the standby is let go, and everybody who ever held anything is told.
        var told = Assert.IsType<RoomForgotten>((await TakeAsync(Best(0), events: 3))[^1]);
        Assert.Equal((Sample.Room, RoomDriver.Epoch), (told.Room, told.Epoch));
        Assert.Equal(told, Assert.Single(await TakeAsync(found, events: 1)));
        Assert.False(_replicas.IsUnconfirmed(seq));
    }

    [Fact]
    public async Task Tell_GatewaysOfMembers_AreNotedAsHoldings()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        _room.Join("ann");
        await JoinThereAsync();
        Assert.Equal([new GatewayId(RoomDriver.Here), new GatewayId(RoomDriver.There)], _silo.Holdings.Gateways);
        _room.Leave("bob", gateway: RoomDriver.There);
        Tell();
        Assert.Equal([new GatewayId(RoomDriver.Here)], _silo.Holdings.Gateways);
    }

    [Fact]
    public async Task FlushAsync_EventsOnTheirWay_WaitsForThemAll()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There);
        _room.Join("ann");
        _room.Join("bob", gateway: RoomDriver.There);
        Tell();
        var call = await _silo.Observer(RoomDriver.There).NextAsync();
        var flushing = _replicas.FlushAsync(_room.Room);
        Assert.False(flushing.IsCompleted);
        call.Succeed();
        await flushing;
    }

    private long Post(string user, string gateway = RoomDriver.Here)
    {
        var seq = _room.Post(user, $"key-{_room.Room.Head}", gateway: gateway).Value!.Seq;
        Tell();
        return seq;
    }

    private void Tell()
    {
        _replicas.Tell(_room.Room);
        _room.Room.ClearPending();
    }

    /// <summary>The observer of the gateway that comes so many places after the best for the room's replica.</summary>
    private FakeObserver Best(int place) => _silo.Observer(_silo.Directory.ReplicasFor(Sample.Room).ElementAt(place).Value);

    private async Task<FakeObserver> JoinThereAsync(string gateway = RoomDriver.There)
    {
        var observer = _silo.Observer(gateway);
        _silo.Links.Register(new GatewayId(gateway), observer);
        _room.Join("bob", gateway: gateway);
        Tell();
        (await observer.NextAsync()).Succeed();
        return observer;
    }

    /// <summary>One message, which so far only a member's gateway holds that is off the list; another one is on it.</summary>
    private async Task<long> KeptWhereTheLeaseHasEndedAsync()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3");
        await _silo.ListAsync(RoomDriver.Here, "gateway-3");
        var there = await JoinThereAsync();
        var seq = Post("bob", RoomDriver.There);
        (await there.NextAsync()).Succeed();
        await _silo.Links.FlushAsync([new GatewayId(RoomDriver.There)]);
        return seq;
    }

    /// <summary>One member here, one message, and a standby that holds it.</summary>
    private async Task StandbyAsync()
    {
        await _silo.ListAsync(RoomDriver.Here, RoomDriver.There, "gateway-3", "gateway-4");
        _room.Join("ann");
        var seq = Post("ann");
        var confirming = _replicas.ConfirmAsync(_room.Room, seq);
        await TakeAsync(Best(0), events: 2);
        Assert.True(await confirming);
        await _replicas.FlushAsync(_room.Room);
    }

    /// <summary>As <see cref="StandbyAsync"/>, and a member elsewhere of whom nothing was heard since he joined.</summary>
    private async Task<(FakeObserver Standby, GatewayId Elsewhere)> StandbyAndMemberElsewhereAsync()
    {
        await StandbyAsync();
        var elsewhere = _silo.Directory.ReplicasFor(Sample.Room).Last();
        await JoinThereAsync(elsewhere.Value);
        return (Best(0), elsewhere);
    }

    /// <summary>The next events, in whatever batches they come; all are kept.</summary>
    private static async Task<RoomEvent[]> TakeAsync(FakeObserver observer, int events)
    {
        var taken = new List<RoomEvent>();
        while (taken.Count < events)
        {
            var call = await observer.NextAsync();
            taken.AddRange(call.Events);
            call.Succeed();
        }

        Assert.Equal(events, taken.Count);
        return [.. taken];
    }
}
