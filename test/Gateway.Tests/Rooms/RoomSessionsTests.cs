using OrleansChat.Contracts;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

public sealed class RoomSessionsTests
{
    private readonly ScriptedGateway _gateway = new(TaskScheduler.Default);
    private readonly Member _bob = new(Events.Bob);

    /// <summary>What this gateway would tell a new activation.</summary>
    private RoomOffer Offered => _gateway.Table.Offer(new RoomFence(Events.Room, Events.Epoch));

    private Task LeaveAsync(LeaveReason reason) => _gateway.Sessions.LeaveAsync(_bob.Connection, _bob.Connection.Find(Events.Room)!, reason);

    [Fact]
    public async Task Join_Answered_IsAMemberAndHearsWhatFollowsTheAnswer()
    {
        await JoinAsync(head: 2);

        _gateway.Table.Deliver(Events.Message(3));

        Assert.Equal([3], _bob.Seqs);
    }

    [Fact]
    public async Task Join_Refused_LeavesNothingBehind()
    {
        var joining = _gateway.Sessions.JoinAsync(_bob.Connection, Events.Room, history: 10);
        var (_, answer) = await _gateway.Script.NextAsync<JoinRoom>();
        answer.SetResult((Reply<RoomSnapshot>)new Refused(ChatErrorCode.RoomFull, "Full."));

        Assert.Equal(ChatErrorCode.RoomFull, (await joining).Refusal?.Code);
        Assert.Equal(0, _gateway.Table.Count);
        Assert.Null(_bob.Connection.Find(Events.Room));
    }

    [Fact]
    public async Task Join_NoAnswerCame_TellsTheRoomInCaseItTookTheConnectionIn()
    {
        var joining = _gateway.Sessions.JoinAsync(_bob.Connection, Events.Room, history: 10);
        var (join, answer) = await _gateway.Script.NextAsync<JoinRoom>();
        answer.SetException(new TimeoutException());

        var (left, _) = await _gateway.Script.NextAsync<LeaveRoom>();
        await Assert.ThrowsAsync<TimeoutException>(() => joining);
        Assert.Equal(new LeaveRoom(join.Subscription, Events.Bob.Id, LeaveReason.Disconnected), left);
        Assert.Equal(0, _gateway.Table.Count);
    }

    [Fact]
    public async Task Join_AgainAndNoAnswerCame_StaysIn()
    {
        await JoinAsync(head: 2);
        var joining = _gateway.Sessions.JoinAsync(_bob.Connection, Events.Room, history: 10);
        var (join, answer) = await _gateway.Script.NextAsync<JoinRoom>();
        answer.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => joining);

        // Whatever the room is asked next, it is not to let go of the connection.
        var leaving = _gateway.Sessions.LeaveAsync(_bob.Connection, _bob.Connection.Find(Events.Room)!, LeaveReason.Left);
        var (left, leave) = await _gateway.Script.NextAsync<LeaveRoom>();
        leave.SetResult((Reply<Accepted>)Accepted.Instance);
        await leaving;
        Assert.Equal(new LeaveRoom(join.Subscription, Events.Bob.Id, LeaveReason.Left, Events.Epoch), left);
    }

    [Fact]
    public async Task Join_ANewerActivationAnswers_AttachesAndAsksAgain()
    {
        await JoinAsync(head: 2);
        var ann = new Member(Events.Ann);

        var joining = _gateway.Sessions.JoinAsync(ann.Connection, Events.Room, history: 10);
        var (_, early) = await _gateway.Script.NextAsync<JoinRoom>();
        early.SetResult((Reply<RoomSnapshot>)Events.Snapshot(1000, Events.Epoch + 1));
        var (_, attach) = await _gateway.Script.NextAsync<AttachGateway>();
        attach.SetResult(Events.CatchUp(1000, Events.Epoch + 1));
        var (_, late) = await _gateway.Script.NextAsync<JoinRoom>();
        late.SetResult((Reply<RoomSnapshot>)Events.Snapshot(1001, Events.Epoch + 1));

        Assert.Equal(1001, (await joining).Value!.Snapshot.Head);
    }

    [Fact]
    public async Task Join_ConnectionEndsMeanwhile_LeavesAgain()
    {
        var joining = _gateway.Sessions.JoinAsync(_bob.Connection, Events.Room, history: 10);
        var (join, answer) = await _gateway.Script.NextAsync<JoinRoom>();
        _bob.Connection.Close();
        answer.SetResult((Reply<RoomSnapshot>)Events.Snapshot(1));

        var (left, leave) = await _gateway.Script.NextAsync<LeaveRoom>();
        Assert.Equal(ChatErrorCode.NotAMember, (await joining).Refusal?.Code);
        leave.SetResult((Reply<Accepted>)Accepted.Instance);
        Assert.Equal(join.Subscription, left.Subscription);
        Assert.Equal(0, _gateway.Table.Count);
    }

    [Fact]
    public async Task Leave_LastConnectionDropped_OffersItsMessagesUntilTheRoomHasHeardOfIt()
    {
        await JoinAsync(head: 2);
        _gateway.Table.Deliver(Events.Message(3));

        var leaving = LeaveAsync(LeaveReason.Disconnected);
        var (_, leave) = await _gateway.Script.NextAsync<LeaveRoom>();
        Assert.Equal((Events.Epoch, 3L, "3"), (Offered.Epoch, Offered.Head, string.Join(' ', Offered.Tail.Select(entry => entry.Seq))));

        leave.SetResult((Reply<Accepted>)Accepted.Instance);
        await leaving;
        Assert.Empty(Offered.Tail);
    }

    [Fact]
    public async Task Leave_RoomCouldNotBeTold_OffersItsMessagesUntilItWasToldAgain()
    {
        await JoinAsync(head: 2);
        _gateway.Table.Deliver(Events.Message(3));
        var leaving = LeaveAsync(LeaveReason.Disconnected);
        (await _gateway.Script.NextAsync<LeaveRoom>()).Answer.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => leaving);
        Assert.Single(Offered.Tail);

        var telling = _gateway.Departures.RetryAsync();
        (await _gateway.Script.NextAsync<LeaveRoom>()).Answer.SetResult((Reply<Accepted>)Accepted.Instance);
        await telling;
        Assert.Empty(Offered.Tail);
    }

    [Fact]
    public async Task Join_WaitsWhenTheLastMemberDropsAndThenFails_MessagesAreOfferedStill()
    {
        await JoinAsync(head: 2);
        _gateway.Table.Deliver(Events.Message(3));
        var joining = _gateway.Sessions.JoinAsync(new Member(Events.Ann).Connection, Events.Room, history: 10);
        var (_, answer) = await _gateway.Script.NextAsync<JoinRoom>();
        var leaving = LeaveAsync(LeaveReason.Disconnected);
        (await _gateway.Script.NextAsync<LeaveRoom>()).Answer.SetResult((Reply<Accepted>)Accepted.Instance);
        await leaving;
        answer.SetException(new TimeoutException());

        await _gateway.Script.NextAsync<LeaveRoom>();
        await Assert.ThrowsAsync<TimeoutException>(() => joining);
        Assert.Equal([3], Offered.Tail.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task Deliver_ToARoomWhoseLastConnectionIsGoing_IsNotKept()
    {
        await JoinAsync(head: 2);
        var room = _gateway.Table.Find(Events.Room)!;
        Assert.True(room.Remove(_bob.Connection.Find(Events.Room)!));

        Assert.Equal(DeliveryOutcome.NotKept, _gateway.Table.Deliver(Events.Message(3)));
    }

    [Fact]
    public async Task Leave_OfAGatewayThatIsAReplicaToo_GoesOnBeingOne()
    {
        await JoinAsync(head: 2);
        _gateway.Table.Deliver(Events.Message(3));
        _gateway.Table.Deliver(new ReplicaKept { Room = Events.Room, Epoch = Events.Epoch, Entries = [Events.Message(3)], WholeFrom = 2, Clock = 3 });

        var leaving = LeaveAsync(LeaveReason.Disconnected);
        (await _gateway.Script.NextAsync<LeaveRoom>()).Answer.SetResult((Reply<Accepted>)Accepted.Instance);
        await leaving;
        Assert.Single(Offered.Tail);
    }

    [Fact]
    public async Task Leave_ByTheUser_LeavesNothingBehind()
    {
        await JoinAsync(head: 2);
        _gateway.Table.Deliver(Events.Message(3));

        var leaving = LeaveAsync(LeaveReason.Left);
        var (_, leave) = await _gateway.Script.NextAsync<LeaveRoom>();
        Assert.Empty(Offered.Tail);
        leave.SetResult((Reply<Accepted>)Accepted.Instance);
        await leaving;
    }

    [Fact]
    public async Task Post_RoomDoesNotKnowThisGateway_AttachesAndPostsAgain()
    {
        await JoinAsync(head: 2);
        var posting = PostAsync();
        var (first, detached) = await _gateway.Script.NextAsync<PostMessage>();
        detached.SetResult((Reply<Posted>)RoomRefusals.Detached);

        var (command, attach) = await _gateway.Script.NextAsync<AttachGateway>();
        attach.SetResult(Events.CatchUp(2, Events.Epoch + 1));
        var (second, answer) = await _gateway.Script.NextAsync<PostMessage>();
        answer.SetResult((Reply<Posted>)new Posted("id", Events.Epoch + 1, 3, 1, 1, Duplicate: false));

        Assert.Equal(3, (await posting).Value?.Seq);
        Assert.Equal((Events.Epoch, true), (first.KnownEpoch, first.IsRetry));
        Assert.Equal(first with { KnownEpoch = Events.Epoch + 1 }, second);
        Assert.Equal((Events.Epoch, 2, _bob.Connection.Find(Events.Room)!.Id), (command.Offer.Epoch, command.Offer.Head, Assert.Single(command.Offer.Members).Subscription));
        Assert.Equivalent(new EpochFrame("A", Events.Epoch + 1, 2, Recovered: true, []), _bob.Frames[0], strict: true);
        Assert.Equivalent(new MembersFrame("A", [], 0), _bob.Frames[1], strict: true);
    }

    [Fact]
    public async Task Post_AttachmentGotNoAnswer_IsAttachedLaterAndNothingIsLost()
    {
        await JoinAsync(head: 2);
        var posting = PostAsync();
        var (_, detached) = await _gateway.Script.NextAsync<PostMessage>();
        detached.SetResult((Reply<Posted>)RoomRefusals.Detached);
        var (_, unanswered) = await _gateway.Script.NextAsync<AttachGateway>();
        unanswered.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => posting);

        // The room did take the gateway in, so no command of a member will ever be refused as detached again.
        _gateway.Table.Deliver(Events.Message(3));
        var (_, attach) = await _gateway.Script.NextAsync<AttachGateway>();
        attach.SetResult(Events.CatchUp(3, Events.Epoch, Events.Message(3)));
        await AttachedAsync();

        Assert.Equal([3], _bob.Messages);
    }

    [Fact]
    public async Task Deliver_NumberIsMissing_AttachesAndBringsIt()
    {
        await JoinAsync(head: 2);

        _gateway.Table.Deliver(Events.Message(4));
        var (_, attach) = await _gateway.Script.NextAsync<AttachGateway>();
        attach.SetResult(Events.CatchUp(4, Events.Epoch, Events.Message(3), Events.Message(4)));
        await AttachedAsync();

        Assert.Equal([3, 4], _bob.Messages);
    }

    [Fact]
    public async Task Deliver_AttachmentLeavesAHole_AttachesAgainUntilThereIsNone()
    {
        await JoinAsync(head: 2);
        _gateway.Table.Deliver(Events.Message(6));

        for (var seq = 3; seq <= 5; seq++)
        {
            var (command, attach) = await _gateway.Script.NextAsync<AttachGateway>();
            Assert.Equal(seq - 1, command.Offer.Head);
            attach.SetResult(Events.CatchUp(seq, Events.Epoch, Events.Message(seq)));
        }

        await AttachedAsync();
        Assert.Equal([3, 4, 5, 6], _bob.Messages);
    }

    [Fact]
    public async Task Deliver_RoomCannotBeReached_TriesAgainASecondLater()
    {
        await JoinAsync(head: 2);
        _gateway.Table.Deliver(Events.Message(4));
        var (_, unanswered) = await _gateway.Script.NextAsync<AttachGateway>();
        var waiting = _gateway.Time.WhenTimerAsync(TimeSpan.FromSeconds(1));
        unanswered.SetException(new TimeoutException());
        await waiting;

        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        var (_, attach) = await _gateway.Script.NextAsync<AttachGateway>();
        attach.SetResult(Events.CatchUp(4, Events.Epoch, Events.Message(3), Events.Message(4)));
        await AttachedAsync();

        Assert.Equal([3, 4], _bob.Messages);
    }

    private Task JoinAsync(long head) => _gateway.JoinAsync(_bob, head);

    private Task<Reply<Posted>> PostAsync() => _gateway.Sessions.PostAsync(_bob.Connection, Events.Room, new Draft("k", "hi", IsRetry: true), _gateway.Sessions.NewDeadline()).AsTask();

    /// <summary>Ends with the attachment that is under way.</summary>
    private Task AttachedAsync() => _gateway.Table.Find(Events.Room)!.AttachOnceAsync(() => Task.CompletedTask).WaitAsync(Hosting.Participant.Patience);
}
