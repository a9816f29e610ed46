using OrleansChat.Contracts;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

public sealed class GatewayRoomTests
{
    private readonly GatewayRoom _room = new(Events.Room, tailCapacity: 3);
    private readonly Member _ann = new(Events.Ann);
    private readonly Member _bob = new(Events.Bob);

    [Fact]
    public void Apply_EventsInOrder_EverybodyGetsThem()
    {
        JoinBoth();

        Assert.True(_room.Apply(Events.Message(3), out var first));
        Assert.True(_room.Apply(Events.Message(4), out var second));

        Assert.Equal((2, 2), (first, second));
        Assert.Equal([3, 4], _ann.Seqs);
        Assert.Equal([3, 4], _bob.Seqs);
    }

    [Fact]
    public void Apply_Message_OthersShareOneFrameAndTheAuthorHasTheKey()
    {
        JoinBoth();
        var carl = new Member(Events.Carl);
        carl.Join(_room, head: 2);

        _room.Apply(Events.Message(3), out _);

        Assert.Same(Assert.Single(_bob.Transport.Written), Assert.Single(carl.Transport.Written));
        Assert.Equal("k3", Assert.IsType<MessageFrame>(Assert.Single(_ann.Frames)).Key);
        Assert.Null(Assert.IsType<MessageFrame>(Assert.Single(_bob.Frames)).Key);
    }

    [Fact]
    public void Apply_SameEventAgain_IsDropped()
    {
        JoinBoth();
        _room.Apply(Events.Message(3), out _);

        Assert.True(_room.Apply(Events.Message(3), out var delivered));

        Assert.Equal(0, delivered);
        Assert.Equal([3], _bob.Seqs);
    }

    [Fact]
    public void Apply_EventsWhileOneJoins_ComeAfterTheAnswerAndWithoutAGap()
    {
        _ann.Join(_room, head: 1);
        _room.Apply(Events.Message(2), out _);
        var joining = _room.BeginJoin(_bob.Connection)!;
        _room.Apply(Events.Message(3), out _);
        _room.Apply(Events.Joined(4, Events.Bob), out _);
        _room.Apply(Events.Message(5), out var delivered);
        _room.EndJoin(joining, Events.Snapshot(head: 4));
        Assert.Empty(_bob.Frames);

        _room.Release(joining);

        Assert.Equal(1, delivered);
        Assert.Equal([5], _bob.Seqs);
        Assert.Equal([2, 3, 4, 5], _ann.Seqs);
    }

    [Fact]
    public void EndJoin_AnswerOvertakesEventsThatOthersWaitFor_TheOthersStillGetThem()
    {
        _ann.Join(_room, head: 1);
        _room.Apply(Events.Message(2), out _);
        _bob.Join(_room, head: 4);

        Assert.True(_room.Apply(Events.Message(3), out _));
        Assert.True(_room.Apply(Events.Joined(4, Events.Bob), out _));
        Assert.True(_room.Apply(Events.Message(5), out _));

        Assert.Equal([2, 3, 4, 5], _ann.Seqs);
        Assert.Equal([5], _bob.Seqs);
    }

    [Fact]
    public void Apply_NumberIsMissing_AsksToAttachAndHoldsWhatFollows()
    {
        JoinBoth();
        _room.Apply(Events.Message(3), out _);

        Assert.False(_room.Apply(Events.Message(5), out var delivered));
        Assert.True(_room.Apply(Events.Message(6), out _));

        Assert.Equal(0, delivered);
        Assert.Equal([3], _bob.Seqs);
    }

    [Fact]
    public void Apply_FirstEventAfterTheAnswerLeavesANumberOut_AsksToAttach()
    {
        _ann.Join(_room, head: 10);

        Assert.False(_room.Apply(Events.Message(12), out _));

        Assert.Empty(_ann.Frames);
    }

    [Fact]
    public void BeginAttach_EventsBetweenTwoAnswersWereLost_AsksForThemAllAndKnowsTheHighestNumber()
    {
        _ann.Join(_room, head: 5);
        _bob.Join(_room, head: 7);

        Assert.False(_room.Apply(Events.Message(8), out _));

        var command = BeginAttach();
        Assert.Equal((5, 7), (command.Head, command.HighestSeq));
    }

    [Fact]
    public void Apply_LowerEpoch_IsDropped()
    {
        JoinBoth();

        Assert.True(_room.Apply(Events.Message(3, Events.Epoch - 1), out _));
        Assert.True(_room.Apply(Events.Typing(Events.Ann, Events.Epoch - 1), out _));

        Assert.Empty(_bob.Frames);
    }

    [Fact]
    public void Apply_HigherEpoch_AsksToAttach()
    {
        JoinBoth();

        Assert.False(_room.Apply(Events.Typing(Events.Ann, Events.Epoch + 1), out _));

        Assert.Empty(_bob.Frames);
    }

    [Fact]
    public void CompleteAttach_SameEpoch_BringsWhatWasMissedThenWhatWasHeld()
    {
        JoinBoth();
        _room.Apply(Events.Message(3), out _);
        _room.Apply(Events.Message(5), out _);
        var command = BeginAttach();
        _room.Apply(Events.Message(6), out _);

        var complete = _room.CompleteAttach(new RoomAttached(Events.Epoch, 5, Complete: true, [Events.Message(4), Events.Message(5)]), out var delivered);

        Assert.True(complete);
        Assert.Equal(3, command.Head);
        Assert.Equal(6, delivered);
        Assert.Equal([3, 4, 5, 6], _bob.Seqs);
        Assert.All(_bob.Frames, frame => Assert.IsType<MessageFrame>(frame));
    }

    [Fact]
    public void CompleteAttach_NewEpoch_TellsItBeforeWhatFollows()
    {
        JoinBoth();
        _room.Apply(Events.Message(3), out _);
        BeginAttach();
        _room.Apply(Events.Message(4, Events.Epoch + 1), out _);

        var complete = _room.CompleteAttach(new RoomAttached(Events.Epoch + 1, 3, Complete: true, []), out _);

        Assert.True(complete);
        Assert.Collection(
            _bob.Frames,
            frame => Assert.Equal(3, Assert.IsType<MessageFrame>(frame).Seq),
            frame => Assert.Equivalent(new EpochFrame("A", Events.Epoch + 1, 3, Recovered: true, []), frame, strict: true),
            frame => Assert.Equal((Events.Epoch + 1, 4), (Assert.IsType<MessageFrame>(frame).Epoch, ((MessageFrame)frame).Seq)));
    }

    [Fact]
    public void CompleteAttach_SomethingIsLost_TellsEverybodyToJoinAgain()
    {
        JoinBoth();
        BeginAttach();

        _room.CompleteAttach(new RoomAttached(Events.Epoch, 50, Complete: false, []), out _);

        Assert.Equal("A", Assert.IsType<ResyncFrame>(Assert.Single(_ann.Frames)).Room);
        Assert.IsType<ResyncFrame>(Assert.Single(_bob.Frames));
    }

    [Fact]
    public void CompleteAttach_OldActivationSpokeMeanwhile_ItIsNotHeard()
    {
        JoinBoth();
        BeginAttach();
        _room.Apply(Events.Message(3), out _);

        _room.CompleteAttach(new RoomAttached(Events.Epoch + 1, 2, Complete: true, []), out _);

        Assert.IsType<EpochFrame>(Assert.Single(_bob.Frames));
    }

    [Fact]
    public void CompleteAttach_HeldEventsLeaveANumberOut_AsksToAttachAgain()
    {
        JoinBoth();
        BeginAttach();
        _room.Apply(Events.Message(5), out _);

        var complete = _room.CompleteAttach(new RoomAttached(Events.Epoch, 3, Complete: true, [Events.Message(3)]), out _);

        Assert.False(complete);
        Assert.Equal([3], _bob.Seqs);
    }

    [Fact]
    public void AbandonAttach_RoomWasNotReached_TheNextAttachmentBringsWhatWasHeld()
    {
        JoinBoth();
        BeginAttach();
        _room.Apply(Events.Message(3), out _);
        _room.AbandonAttach();

        var command = BeginAttach();
        _room.CompleteAttach(new RoomAttached(Events.Epoch, 3, Complete: true, [Events.Message(3)]), out _);

        Assert.Equal(2, command.Head);
        Assert.Equal([3], _bob.Seqs);
    }

    [Fact]
    public void BeginAttach_SomeHaveJoinedAndOneIsJoining_BringsMembersAndTail()
    {
        _ann.Join(_room, head: 1);
        for (var seq = 2; seq <= 6; seq++)
        {
            _room.Apply(Events.Message(seq), out _);
        }

        _room.Apply(Events.Read(Events.Ann, 5), out _);
        _room.BeginJoin(_bob.Connection);

        var command = BeginAttach();

        Assert.Equal(new AttachedMember(_ann.Connection.Id, Events.Ann, 5), Assert.Single(command.Members));
        Assert.Equal([4, 5, 6], command.Tail.Select(message => message.Seq));
        Assert.Equal((Events.Epoch, 6, Events.Epoch + 6), (command.Epoch, command.Head, command.Clock));
    }

    [Fact]
    public void BeginAttach_TailCameWithTheAnswerAndAsEvents_HoldsEachMessageOnce()
    {
        var joining = _room.BeginJoin(_ann.Connection)!;
        _room.EndJoin(joining, Events.Snapshot(3, Events.Epoch, Events.Message(2), Events.Message(3)));
        _room.Apply(Events.Message(3), out _);
        _room.Apply(Events.Message(4), out _);

        Assert.Equal([2, 3, 4], BeginAttach().Tail.Select(message => message.Seq));
    }

    [Fact]
    public async Task AttachOnce_OneIsUnderWay_WaitsForThatOne()
    {
        var attaching = new TaskCompletionSource();
        var attachments = 0;

        var first = _room.AttachOnceAsync(Attach);
        var second = _room.AttachOnceAsync(Attach);
        attaching.SetResult();
        await Task.WhenAll(first, second);
        await _room.AttachOnceAsync(Attach);

        Assert.Equal(2, attachments);

        Task Attach()
        {
            attachments++;
            return attaching.Task;
        }
    }

    [Fact]
    public void KnownEpoch_NobodyWasTakenIn_IsNone()
    {
        _room.BeginJoin(_ann.Connection);
        Assert.Equal(0, _room.KnownEpoch);

        _ann.Join(_room, head: 1);
        Assert.Equal(Events.Epoch, _room.KnownEpoch);
    }

    [Fact]
    public void Remove_LastConnection_RetiresTheRoom()
    {
        var ann = _ann.Join(_room, head: 1);
        var bob = _bob.Join(_room, head: 2);

        Assert.False(_room.Remove(ann));
        Assert.True(_room.Remove(bob));
        Assert.Null(_room.BeginJoin(_ann.Connection));
    }

    [Fact]
    public void Remove_OneConnection_HearsNothingMore()
    {
        var ann = _ann.Join(_room, head: 1);
        _bob.Join(_room, head: 2);
        _room.Remove(ann);

        _room.Apply(Events.Message(3), out var delivered);

        Assert.Equal(1, delivered);
        Assert.Empty(_ann.Frames);
    }

    [Fact]
    public void BeginJoin_Again_IsTheSamePlace()
    {
        var first = _ann.Join(_room, head: 1);

        Assert.Same(first, _room.BeginJoin(_ann.Connection));
    }

    private AttachGateway BeginAttach() => _room.BeginAttach(new GatewayId("gateway"), null!);

    /// <summary>Both know what happened up to number 2.</summary>
    private void JoinBoth()
    {
        _ann.Join(_room, head: 2);
        _bob.Join(_room, head: 2);
        _room.Apply(Events.Joined(1, Events.Ann), out _);
        _room.Apply(Events.Joined(2, Events.Bob), out _);
    }
}
