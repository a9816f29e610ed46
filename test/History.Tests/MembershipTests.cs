using static OrleansChat.History.Tests.ObservedRoom;

namespace OrleansChat.History.Tests;

/// <summary>Nothing of a room reaches who is not in it, and nothing outlives the moment at which nobody is.</summary>
public sealed class MembershipTests
{
    private readonly ObservedRoom _observed = new();

    private RoomChecker Room => _observed.Room;

    [Fact]
    public void Delivered_ToAnOutsider_IsALeak()
    {
        Room.Delivered(5, new Delivery(new Position(1, 11), 11, EntryContent.Event));
        Assert.Equal("R: member 5 got epoch 1, seq 11 without having joined", _observed.FinishWithOne().Text);
    }

    [Fact]
    public void Delivered_WhatWasSentAfterTheLeaving_IsALeak()
    {
        Room.Left(2);
        _observed.Speak(0, 12, 2, 0, 1);
        Room.Delivered(0, EventAt(11));
        Assert.Equal(1, _observed.Findings.Count(ViolationKind.Leaked));
    }

    [Fact]
    public void Delivered_WhatWasOnItsWayAtTheLeaving_FindsNothing()
    {
        var number = _observed.Send(0);
        Room.Left(2);
        Room.Acknowledged(0, number, AckAt(11));
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(11, number, 0));
        }

        _observed.FinishFine();
    }

    [Fact]
    public void Delivered_BehindTheKnownPlaceOfTheLeaving_IsALeak()
    {
        var number = _observed.Send(0);
        Room.Left(2, new Position(1, 10));
        Room.Delivered(2, MessageAt(11, number, 0));
        Assert.Equal(1, _observed.Findings.Count(ViolationKind.Leaked));
    }

    [Fact]
    public void MembersTold_SomebodyWhoNeverCame_IsAPhantom()
    {
        Room.MembersTold(0, [0, 1, 2, 8]);
        Assert.Equal(ViolationKind.PhantomMember, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void SignalTold_OfMembers_IsFine()
    {
        Room.SignalTold(0, 1);
        Room.SignalTold(1, 1);
        _observed.FinishFine();
    }

    [Fact]
    public void SignalTold_OfSomebodyWhoNeverCame_IsAPhantom()
    {
        Room.SignalTold(0, 8);
        Assert.Equal("R: member 0 was told after epoch 1, seq 10 that user 8 does something in the room, who never came", _observed.FinishWithOne().Text);
    }

    [Fact]
    public void SignalTold_OfSomebodyWhoLeftBeforeWhatIsShown_IsAPhantom()
    {
        Room.Left(2);

        // What was on its way when the leaving was answered may still come.
        Room.SignalTold(0, 2);
        Assert.Equal(0, _observed.Findings.Total);

        _observed.Speak(1, 11, 0, 1);
        Room.SignalTold(0, 2);
        Assert.Equal(ViolationKind.PhantomMember, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void MembersTold_SomebodyWhoLeftBeforeTheAsking_IsAPhantom()
    {
        Room.Left(2);
        Room.Joining(0, 0);
        Room.Joined(0, 0, new Position(1, 11), 11);
        Room.MembersTold(0, [0, 1, 2]);
        Assert.Equal(ViolationKind.PhantomMember, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void MembersTold_SomebodyWhoLeftMeanwhileOrMayComeBack_FindsNothing()
    {
        Room.Joining(0, 0);
        Room.Gone(1);
        Room.Left(2);
        Room.Joined(0, 0, new Position(1, 11), 11);
        Room.MembersTold(0, [0, 1, 2]);
        _observed.FinishFine();
    }

    [Fact]
    public void Delivered_ArrivalOfNobody_IsAPhantom()
    {
        Room.Gone(1);
        Room.Gone(2);
        Room.Delivered(0, new Delivery(new Position(1, 11), 11, EntryContent.Arrival, User: 8));
        Assert.Equal(ViolationKind.PhantomMember, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void Joined_AfterTheRoomWasEmpty_ShowsNothingOld()
    {
        _observed.SpeakToAll(0, 11);
        EmptyAndJoin(2048, MessageAt(11, 1, 0));
        Assert.Equal(ViolationKind.Resurrected, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void Joined_OldMessageUnderANewNumber_IsResurrected()
    {
        _observed.SpeakToAll(0, 11);
        EmptyAndJoin(2048, MessageAt(2048, 1, 0, epoch: 2));
        Assert.Equal(ViolationKind.Resurrected, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void Joined_AfterTheRoomWasEmptyAtLowerNumbers_IsOutOfOrder()
    {
        _observed.SpeakToAll(0, 11);
        EmptyAndJoin(5, epoch: 1);
        Assert.Equal(ViolationKind.OutOfOrder, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void Emptied_WhatSomebodyHadMissed_IsOwedToNobody()
    {
        _observed.Speak(0, 11, 0, 1);
        EmptyAndJoin(2048);
        Assert.Equal(0, Room.OpenEntries);
        _observed.FinishFine();
    }

    private void EmptyAndJoin(long head, params Delivery[] messages) => EmptyAndJoin(head, 2, messages);

    private void EmptyAndJoin(long head, long epoch, params Delivery[] messages)
    {
        for (var member = 0; member < Members; member++)
        {
            Room.Left(member);
        }

        Room.Emptied(new Position(1, 14));
        Room.Joining(0, 0);
        Room.Joined(0, 0, new Position(epoch, head), 100, messages);
    }
}
