using OrleansChat.Contracts;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Gateway.Tests.Connections;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

public sealed class GatewayRoomTests
{
    private readonly GatewayRoom _room = new(Events.Room, new GatewayId("gateway"), tailCapacity: 3, largeFrom: 64, fence: 0);
    private readonly Member _ann = new(Events.Ann);
    private readonly Member _bob = new(Events.Bob);

    [Fact]
    public void Apply_EventsInOrder_EverybodyGetsThem()
    {
        JoinBoth();

        var first = _room.Apply(Events.Message(3));
        Assert.False(first.NeedsAttachment);
        var second = _room.Apply(Events.Message(4));
        Assert.False(second.NeedsAttachment);

        Assert.Equal((2, 2), (first.Delivered, second.Delivered));
        Assert.Equal([3, 4], _ann.Seqs);
        Assert.Equal([3, 4], _bob.Seqs);
    }

    [Fact]
    public void Apply_Message_OthersShareOneFrameAndTheAuthorHasTheKey()
    {
        JoinBoth();
        var carl = new Member(Events.Carl);
        carl.Join(_room, head: 2);

        _room.Apply(Events.Message(3));

        Assert.Same(Assert.Single(_bob.Transport.Written), Assert.Single(carl.Transport.Written));
        Assert.Equal("k3", Assert.IsType<MessageFrame>(Assert.Single(_ann.Frames)).Key);
        Assert.Null(Assert.IsType<MessageFrame>(Assert.Single(_bob.Frames)).Key);
    }

    [Fact]
    public void CompleteAttach_SomethingWasMissed_AuthorsHaveTheirKeysAndTheOthersShareOneFrame()
    {
        JoinBoth();
        var carl = new Member(Events.Carl);
        carl.Join(_room, head: 2);
        var reaction = new MessageChanged
        {
            Room = Events.Room, Epoch = Events.Epoch, Seq = 2, Clock = 2, At = 2, From = Events.Bob, Body = "x", Key = "r", Kind = ChangeKind.Reacted, Target = new Position(Events.Epoch, 1),
        };
        _room.BeginAttach();
        _room.CompleteAttach(new CatchUp { Epoch = Events.Epoch + 1, Head = 4, Clock = 4, Late = [Events.Message(1), reaction], Missed = [Events.Message(3)] });

        Assert.Equal(["k3", null, null], new[] { _ann, _bob, carl }.Select(member => member.Frames.OfType<EpochFrame>().Single().Messages[0].Key));
        Assert.Same(Assert.Single(_bob.Transport.Written, IsEpoch), Assert.Single(carl.Transport.Written, IsEpoch));

        static bool IsEpoch(Microsoft.AspNetCore.SignalR.SerializedHubMessage message) => FrameRecorder.Read(message) is EpochFrame;
    }

    [Fact]
    public void Apply_SameEventAgain_IsDropped()
    {
        JoinBoth();
        _room.Apply(Events.Message(3));

        var delivered = _room.Apply(Events.Message(3));
        Assert.False(delivered.NeedsAttachment);

        Assert.Equal(0, delivered.Delivered);
        Assert.Equal([3], _bob.Seqs);
    }

    [Fact]
    public void Apply_EventsWhileOneJoins_ComeAfterTheAnswerAndWithoutAGap()
    {
        _ann.Join(_room, head: 1);
        _room.Apply(Events.Message(2));
        var joining = _room.BeginJoin(_bob.Connection, _bob.Stay)!;
        _room.Apply(Events.Message(3));
        _room.Apply(Events.Joined(4, Events.Bob));
        var delivered = _room.Apply(Events.Message(5));
        _room.EndJoin(joining, Events.Snapshot(head: 4), requestedHistory: 0, out _);
        Assert.Empty(_bob.Frames);

        _room.Release(joining);

        Assert.Equal(1, delivered.Delivered);
        Assert.Equal([5], _bob.Seqs);
        Assert.Equal([2, 3, 4, 5], _ann.Seqs);
    }

    [Fact]
    public void EndJoin_AnswerOvertakesEventsThatOthersWaitFor_TheOthersStillGetThem()
    {
        _ann.Join(_room, head: 1);
        _room.Apply(Events.Message(2));
        _bob.Join(_room, head: 4);

        Assert.False(_room.Apply(Events.Message(3)).NeedsAttachment);
        Assert.False(_room.Apply(Events.Joined(4, Events.Bob)).NeedsAttachment);
        Assert.False(_room.Apply(Events.Message(5)).NeedsAttachment);

        Assert.Equal([2, 3, 4, 5], _ann.Seqs);
        Assert.Equal([5], _bob.Seqs);
    }

    [Fact]
    public void EndJoin_AnswerOvertakesEvents_ItsClockIsOfferedToTheNextActivation()
    {
        _ann.Join(_room, head: 1);
        var bobsJoin = _room.BeginJoin(_bob.Connection, _bob.Stay)!;
        _room.EndJoin(bobsJoin, Events.Snapshot(head: 4) with { Clock = 999 }, requestedHistory: 0, out _);
        _room.Apply(Events.Message(2));

        Assert.Equal(999, _room.Offer(new RoomFence(Events.Room, Events.Epoch + 1)).Clock);
    }

    [Fact]
    public void EndJoin_AnswerWasOvertakenByTheFirstOne_IsAskedForAgain()
    {
        var bobsJoin = _room.BeginJoin(_bob.Connection, _bob.Stay)!;
        _ann.Join(_room, head: 3);

        // Message 3 lies between the two answers, and whether it came before the first one or comes yet, it is known here and passed to nobody.
        Assert.False(_room.EndJoin(bobsJoin, Events.Snapshot(head: 2), requestedHistory: 100, out _));
        _room.Apply(Events.Message(3));
        Assert.True(_room.EndJoin(bobsJoin, Events.Snapshot(head: 3), requestedHistory: 100, out _));
        _room.Release(bobsJoin);
        _room.Apply(Events.Message(4));

        Assert.Equal([4], _ann.Seqs);
        Assert.Equal([4], _bob.Seqs);
    }

    [Fact]
    public void Apply_NumberIsMissing_AsksToAttachAndHoldsWhatFollows()
    {
        JoinBoth();
        _room.Apply(Events.Message(3));

        var delivered = _room.Apply(Events.Message(5));
        Assert.True(delivered.NeedsAttachment);
        Assert.False(_room.Apply(Events.Message(6)).NeedsAttachment);

        Assert.Equal(0, delivered.Delivered);
        Assert.Equal([3], _bob.Seqs);
    }

    [Fact]
    public void Apply_FirstEventAfterTheAnswerLeavesANumberOut_AsksToAttach()
    {
        _ann.Join(_room, head: 10);

        Assert.True(_room.Apply(Events.Message(12)).NeedsAttachment);

        Assert.Empty(_ann.Frames);
    }

    [Fact]
    public void BeginAttach_EventsBetweenTwoAnswersWereLost_AsksForThemAll()
    {
        _ann.Join(_room, head: 5);
        _bob.Join(_room, head: 7);

        Assert.True(_room.Apply(Events.Message(8)).NeedsAttachment);

        Assert.Equal(5, BeginAttach().Head);
    }

    [Fact]
    public void Apply_LowerEpoch_IsDropped()
    {
        JoinBoth();

        Assert.False(_room.Apply(Events.Message(3, Events.Epoch - 1)).NeedsAttachment);
        Assert.False(_room.Apply(Events.Typing(Events.Ann, Events.Epoch - 1)).NeedsAttachment);

        Assert.Empty(_bob.Frames);
    }

    [Fact]
    public void Apply_HigherEpoch_AsksToAttach()
    {
        JoinBoth();

        Assert.True(_room.Apply(Events.Typing(Events.Ann, Events.Epoch + 1)).NeedsAttachment);

        Assert.Empty(_bob.Frames);
    }

    [Fact]
    public void CompleteAttach_SameEpoch_BringsWhatWasMissedThenWhatWasHeld()
    {
        JoinBoth();
        _room.Apply(Events.Message(3));
        _room.Apply(Events.Message(5));
        var command = BeginAttach();
        _room.Apply(Events.Message(6));

        var applied = _room.CompleteAttach(Events.CatchUp(5, Events.Epoch, Events.Message(4), Events.Message(5)));

        Assert.False(applied.NeedsAttachment);
        Assert.Equal(3, command.Head);
        Assert.Equal(6, applied.Delivered);
        Assert.Equal([3, 4, 5, 6], _bob.Messages);
    }

    [Fact]
    public void CompleteAttach_NewEpoch_TellsItBeforeWhatFollows()
    {
        JoinBoth();
        _room.Apply(Events.Message(3));
        BeginAttach();
        _room.Apply(Events.Message(4, Events.Epoch + 1));

        var applied = _room.CompleteAttach(Events.CatchUp(3, Events.Epoch + 1));

        Assert.False(applied.NeedsAttachment);
        Assert.Collection(
            _bob.Frames,
            frame => Assert.Equal(3, Assert.IsType<MessageFrame>(frame).Seq),
            frame => Assert.Equivalent(new EpochFrame("A", Events.Epoch + 1, 3, Recovered: true, []), frame, strict: true),
            frame => Assert.IsType<MembersFrame>(frame),
            frame => Assert.Equal((Events.Epoch + 1, 4), (Assert.IsType<MessageFrame>(frame).Epoch, ((MessageFrame)frame).Seq)));
    }

    [Fact]
    public void CompleteAttach_SomethingIsLost_NamesTheNumbersThatMayBeMissing()
    {
        JoinBoth();
        BeginAttach();

        _room.CompleteAttach(Events.CatchUp(50) with { MissingUpTo = 40 });

        Assert.Collection(
            _ann.Frames,
            frame => Assert.Equal((50, false), (Assert.IsType<EpochFrame>(frame).Head, ((EpochFrame)frame).Recovered)),
            frame => Assert.Equal(new GapFrame("A", 3, 40), frame),
            frame => Assert.IsType<MembersFrame>(frame));
    }

    [Fact]
    public void CompleteAttach_RoomWentOnWithoutWhatWasShown_TellsEverybodyToJoinAgainAndKeepsNothingOfIt()
    {
        JoinBoth();
        _room.Apply(Events.Message(3));
        BeginAttach();

        _room.CompleteAttach(Events.CatchUp(50, Events.Epoch + 1, Events.Message(9)) with { Diverged = true, WholeFrom = 8 });

        Assert.IsType<ResyncFrame>(_bob.Frames[^1]);
        var offer = BeginAttach();
        Assert.Equal([9], offer.Tail.Select(message => message.Seq));
        Assert.Equal((Events.Epoch + 1, 50, 8), (offer.Epoch, offer.Head, offer.WholeFrom));
    }

    [Fact]
    public void Offer_NewActivationAsks_NothingOfTheOldOneIsTakenFromThenOn()
    {
        JoinBoth();
        _room.Apply(Events.Message(3));

        var offer = _room.Offer(new RoomFence(Events.Room, Events.Epoch + 1));
        var late = _room.Apply(Events.Message(4));

        Assert.Equal([3], offer.Tail.Select(message => message.Seq));
        Assert.Equal((Events.Epoch, 3, Events.Epoch), (offer.Epoch, offer.Head, offer.Fence));
        Assert.Equal(DeliveryOutcome.Fenced, late.Outcome);
        Assert.Equal([3], _bob.Seqs);
    }

    [Fact]
    public void Offer_MessageWaitsBehindAHole_IsOfferedAllTheSame()
    {
        JoinBoth();
        Assert.Equal(DeliveryOutcome.Kept, _room.Apply(Events.Message(5)).Outcome);

        var offer = _room.Offer(new RoomFence(Events.Room, Events.Epoch + 1));

        Assert.Equal(2, offer.Head);
        Assert.Equal([5], offer.Tail.Select(message => message.Seq));
    }

    [Fact]
    public void Apply_EpochBegan_BringsWhatWasMissedAndTheOrderGoesOn()
    {
        JoinBoth();
        _room.Offer(new RoomFence(Events.Room, Events.Epoch + 1));

        _room.Apply(Events.Began(Events.CatchUp(1000, Events.Epoch + 1, Events.Message(3))));
        _room.Apply(Events.Message(1001, Events.Epoch + 1));

        Assert.Collection(
            _bob.Frames,
            frame => Assert.Equal([3], Assert.IsType<EpochFrame>(frame).Messages.Select(message => message.Seq)),
            frame => Assert.IsType<MembersFrame>(frame),
            frame => Assert.Equal(1001, Assert.IsType<MessageFrame>(frame).Seq));
    }

    [Fact]
    public void Apply_EpochBeganWhenOneHasSeenMore_TellsHimOnlyTheRest()
    {
        _ann.Join(_room, head: 1);
        _bob.Join(_room, head: 3);

        _room.Apply(Events.Began(Events.CatchUp(1000, Events.Epoch + 1, Events.Message(2), Events.Message(3), Events.Message(4))));

        Assert.Equal([2, 3, 4], _ann.Messages);
        Assert.Equal([4], _bob.Messages);
    }

    [Fact]
    public void Apply_LateEntries_TellsWhereTheyStandAndOffersThemFromThenOn()
    {
        JoinBoth();
        _room.Apply(Events.Message(10_003) with { Seq = 3 });
        var late = Events.Message(1, Events.Epoch - 1);

        _room.Apply(new LateEntries { Room = Events.Room, Epoch = Events.Epoch, From = 1, To = 1, Entries = [late] });
        _room.Apply(new LateEntries { Room = Events.Room, Epoch = Events.Epoch, From = 1, To = 1, Entries = [late] });

        Assert.Equal(new GapFrame("A", 1, 1), Assert.Single(_bob.Frames.OfType<GapFrame>()));
        Assert.Equal([1, 3], BeginAttach().Tail.Select(message => message.Seq));
    }

    [Fact]
    public void EndJoin_AnswerOfAnActivationThatWasReplaced_IsNotTaken()
    {
        var joining = _room.BeginJoin(_ann.Connection, _ann.Stay)!;
        _room.Offer(new RoomFence(Events.Room, Events.Epoch + 1));

        Assert.False(_room.EndJoin(joining, Events.Snapshot(1), requestedHistory: 100, out _));

        Assert.False(joining.IsMember);
    }

    [Fact]
    public void EndJoin_AnswerOfAnActivationThatThisGatewayHasNotMet_IsAskedForAgainAfterAnAttachment()
    {
        _ann.Join(_room, head: 1);
        var joining = _room.BeginJoin(_bob.Connection, _bob.Stay)!;

        Assert.False(_room.EndJoin(joining, Events.Snapshot(1000, Events.Epoch + 1), requestedHistory: 100, out _));

        Assert.False(joining.IsMember);
        Assert.True(_room.NeedsAttachment);
    }

    [Fact]
    public void EndJoin_AnswerShowsMessagesAheadOfTheEvents_TheyAreOfferedAllTheSame()
    {
        _ann.Join(_room, head: 2);
        var joining = _room.BeginJoin(_bob.Connection, _bob.Stay)!;

        _room.EndJoin(joining, Events.Snapshot(4, Events.Epoch, Events.Message(2), Events.Message(4)), requestedHistory: 100, out _);

        Assert.Equal([4], _room.Offer(new RoomFence(Events.Room, Events.Epoch + 1)).Tail.Select(message => message.Seq));
    }

    [Fact]
    public void EndFetch_AnswerShowsMessagesAheadOfTheEvents_TheyAreOfferedAndNotToldAgain()
    {
        JoinBoth();

        Assert.True(_room.EndFetch(_bob.Connection, new RoomMessages(Events.Epoch, 3, [Events.Message(3)], HasMore: false, To: 3), after: 2));

        Assert.Equal([3], _room.Offer(new RoomFence(Events.Room, Events.Epoch + 1)).Tail.Select(message => message.Seq));
        _room.Apply(Events.Began(Events.CatchUp(1000, Events.Epoch + 1, Events.Message(3), Events.Message(4))));
        Assert.Equal([3, 4], _ann.Messages);
        Assert.Equal([4], _bob.Messages);
    }

    [Fact]
    public void EndFetch_AnswerOfAnActivationThatWasReplaced_IsNotTaken()
    {
        JoinBoth();
        _room.Offer(new RoomFence(Events.Room, Events.Epoch + 1));

        Assert.False(_room.EndFetch(_bob.Connection, new RoomMessages(Events.Epoch, 3, [Events.Message(3)], HasMore: false, To: 3), after: 2));

        Assert.Empty(BeginAttach().Tail);
    }

    [Fact]
    public void Apply_EpochBeganWhileOneJoins_HeIsToldOnlyWhatHisAnswerDoesNotShow()
    {
        _ann.Join(_room, head: 1);
        var joining = _room.BeginJoin(_bob.Connection, _bob.Stay)!;
        _room.Apply(Events.Began(Events.CatchUp(1000, Events.Epoch + 1, Events.Message(2), Events.Message(3))));

        _room.EndJoin(joining, Events.Snapshot(2, Events.Epoch + 1, Events.Message(2)), requestedHistory: 100, out _);
        _room.Release(joining);

        Assert.Equal([2, 3], _ann.Messages);
        Assert.Equal([3], _bob.Messages);
    }

    [Fact]
    public void Apply_EpochBeganWithMessagesBelowTheHead_TellsWhereTheyStandAndOffersThemFromThenOn()
    {
        JoinBoth();
        var late = Events.Message(1, Events.Epoch - 1);

        _room.Apply(Events.Began(Events.CatchUp(1000, Events.Epoch + 1) with { Late = [late] }));

        Assert.Equal(new GapFrame("A", 1, 1), Assert.Single(_bob.Frames.OfType<GapFrame>()));
        Assert.Equal([1], BeginAttach().Tail.Select(message => message.Seq));
    }

    [Fact]
    public void EndJoin_EventsCameBeforeTheFirstAnswer_FollowIt()
    {
        var joining = _room.BeginJoin(_ann.Connection, _ann.Stay)!;
        Assert.Equal(DeliveryOutcome.Kept, _room.Apply(Events.Message(3)).Outcome);
        _room.Apply(Events.Message(2));

        _room.EndJoin(joining, Events.Snapshot(2), requestedHistory: 100, out _);
        _room.Release(joining);

        Assert.Equal([3], _ann.Seqs);
    }

    [Fact]
    public void CompleteAttach_OldActivationSpokeMeanwhile_ItIsNotHeard()
    {
        JoinBoth();
        BeginAttach();
        _room.Apply(Events.Message(3));

        _room.CompleteAttach(Events.CatchUp(2, Events.Epoch + 1));

        Assert.Empty(_bob.Messages);
    }

    [Fact]
    public void CompleteAttach_HeldEventsLeaveANumberOut_AsksToAttachAgain()
    {
        JoinBoth();
        BeginAttach();
        _room.Apply(Events.Message(5));

        var applied = _room.CompleteAttach(Events.CatchUp(3, Events.Epoch, Events.Message(3)));

        Assert.True(applied.NeedsAttachment);
        Assert.Equal([3], _bob.Messages);
    }

    [Fact]
    public void AbandonAttach_RoomWasNotReached_TheNextAttachmentBringsWhatWasHeld()
    {
        JoinBoth();
        BeginAttach();
        _room.Apply(Events.Message(3));
        _room.AbandonAttach();

        var command = BeginAttach();
        _room.CompleteAttach(Events.CatchUp(3, Events.Epoch, Events.Message(3)));

        Assert.Equal(2, command.Head);
        Assert.Equal([3], _bob.Messages);
    }

    [Fact]
    public void BeginAttach_SomeHaveJoinedAndOneIsJoining_BringsMembersAndTail()
    {
        _ann.Join(_room, head: 1);
        for (var seq = 2; seq <= 6; seq++)
        {
            _room.Apply(Events.Message(seq));
        }

        _room.Apply(Events.Read(Events.Ann, 5));
        _room.BeginJoin(_bob.Connection, _bob.Stay);

        var command = BeginAttach();

        Assert.Equal(
            [new AttachedMember(_ann.Subscription, Events.Ann, 5), new AttachedMember(_bob.Subscription, Events.Bob, 0, IsJoining: true)], command.Members);
        Assert.Equal([4, 5, 6], command.Tail.Select(message => message.Seq));
        Assert.Equal((Events.Epoch, 6, Events.Epoch + 6), (command.Epoch, command.Head, command.Clock));
    }

    [Fact]
    public void BeginAttach_TailCameWithTheAnswerAndAsEvents_HoldsEachMessageOnce()
    {
        var joining = _room.BeginJoin(_ann.Connection, _ann.Stay)!;
        _room.EndJoin(joining, Events.Snapshot(3, Events.Epoch, Events.Message(2), Events.Message(3)), requestedHistory: 100, out _);
        _room.Apply(Events.Message(3));
        _room.Apply(Events.Message(4));

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
    public void HoldsMembers_NobodyWasTakenIn_HoldsNone()
    {
        _room.BeginJoin(_ann.Connection, _ann.Stay);
        Assert.False(_room.HoldsMembers);
        Assert.Null(_room.Describe());

        _ann.Join(_room, head: 1);
        Assert.True(_room.HoldsMembers);
        Assert.Equal(new CheckGateway(new GatewayId("gateway"), new Position(Events.Epoch, 1), 1, _ann.Stay), _room.Describe());
    }

    [Fact]
    public void Remove_LastConnection_RetiresTheRoom()
    {
        var ann = _ann.Join(_room, head: 1);
        var bob = _bob.Join(_room, head: 2);

        Assert.False(_room.Remove(ann));
        Assert.True(_room.Remove(bob));
        Assert.Null(_room.BeginJoin(_ann.Connection, _ann.Stay));
    }

    [Fact]
    public void Remove_OneConnection_HearsNothingMore()
    {
        var ann = _ann.Join(_room, head: 1);
        _bob.Join(_room, head: 2);
        _room.Remove(ann);
        _room.Apply(Events.Joined(2, Events.Bob));

        var delivered = _room.Apply(Events.Message(3));

        Assert.Equal(1, delivered.Delivered);
        Assert.Empty(_ann.Frames);
    }

    [Fact]
    public void BeginJoin_Again_IsTheSamePlace()
    {
        var first = _ann.Join(_room, head: 1);

        Assert.Same(first, _room.BeginJoin(_ann.Connection, _ann.Stay));
    }

    private RoomOffer BeginAttach() => _room.BeginAttach();

    /// <summary>Both know what happened up to number 2.</summary>
    private void JoinBoth()
    {
        _ann.Join(_room, head: 2);
        _bob.Join(_room, head: 2);
        _room.Apply(Events.Joined(1, Events.Ann));
        _room.Apply(Events.Joined(2, Events.Bob));
    }
}
