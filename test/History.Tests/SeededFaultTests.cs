using static OrleansChat.History.Tests.ObservedRoom;

namespace OrleansChat.History.Tests;

/// <summary>Each test seeds one fault into a healthy history; the checker must name that fault, and it alone.</summary>
public sealed class SeededFaultTests
{
    private readonly ObservedRoom _observed = new();

    private RoomChecker Room => _observed.Room;

    [Fact]
    public void Drop_InTheMiddle_IsLost()
    {
        _observed.SpeakToAll(0, 11);
        _observed.Speak(0, 12, 0, 1);
        _observed.SpeakToAll(0, 13);

        AssertOne(ViolationKind.Lost, "R: member 2 never got message #2 of user 0 (epoch 1, seq 12), which 2 of 3 members have");
    }

    [Fact]
    public void Drop_OfTheLastMessage_IsLost()
    {
        _observed.SpeakToAll(0, 11);
        _observed.Speak(0, 12, 1, 2);

        AssertOne(ViolationKind.Lost, "R: member 0 never got message #2 of user 0 (epoch 1, seq 12), which 2 of 3 members have");
    }

    [Fact]
    public void Drop_OfAnAcknowledgedMessageForAll_IsLostForEach()
    {
        _observed.Speak(0, 11);
        Room.Finish();

        Assert.Equal(3, _observed.Findings.Lost);
        Assert.Equal(3, _observed.Findings.Total);
    }

    [Fact]
    public void Drop_OfAnEvent_IsLost()
    {
        Room.Delivered(0, EventAt(11));
        Room.Delivered(1, EventAt(11));
        _observed.SpeakToAll(0, 12);

        AssertOne(ViolationKind.Lost, "R: member 2 never got the event at epoch 1, seq 11, which 2 of 3 members have");
    }

    [Fact]
    public void Skip_OfANumberForAll_IsLost()
    {
        _observed.SpeakToAll(0, 12);
        Room.Finish();

        Assert.Equal(3, _observed.Findings.Lost);
        Assert.Contains("seq 11", _observed.Findings.First[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Drop_BeforeANewEpoch_IsLost()
    {
        _observed.Speak(0, 11, 0, 1);
        for (var member = 0; member < Members; member++)
        {
            Room.EpochTold(member, 2, 11, recovered: true);
        }

        AssertOne(ViolationKind.Lost, "R: member 2 never got message #1 of user 0 (epoch 1, seq 11), which 2 of 3 members have");
    }

    [Fact]
    public void Duplicate_AtTheSamePlace_IsTwice()
    {
        _observed.Speak(0, 11, 0, 1, 1, 2);

        AssertOne(ViolationKind.Twice, "R: member 1 got message #1 of user 0 (epoch 1, seq 11) twice");
    }

    [Fact]
    public void Duplicate_LongAfter_IsTwice()
    {
        _observed.SpeakToAll(0, 11);
        _observed.SpeakToAll(0, 12);
        Room.Delivered(1, MessageAt(11, 1, 0));

        AssertOne(ViolationKind.Twice, "R: member 1 got epoch 1, seq 11 twice");
    }

    [Fact]
    public void Duplicate_AtANewPlace_IsTwice()
    {
        _observed.Speak(0, 11, 0, 1);
        Room.Delivered(0, MessageAt(12, 1, 0));

        Room.Finish();
        Assert.Contains(_observed.Findings.First, violation =>
            violation is { Kind: ViolationKind.Twice, Text: "R: message #1 of user 0 stands at epoch 1, seq 11 and at epoch 1, seq 12" });
    }

    [Fact]
    public void Swap_OfTwoForOneMember_IsOutOfOrder()
    {
        _observed.Speak(0, 11, 0, 1);
        _observed.Speak(1, 12, 0, 1, 2);
        Room.Delivered(2, MessageAt(11, 1, 0));

        AssertKinds(ViolationKind.OutOfOrder);
        Assert.Contains("R: member 2 got epoch 1, seq 11 after epoch 1, seq 12", _observed.Findings.First[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Swap_OfTheNumbersForOneMember_IsADisagreement()
    {
        var first = _observed.Send(0);
        var second = _observed.Send(1);
        Room.Acknowledged(_observed.Sender(first), first, AckAt(11));
        Room.Acknowledged(_observed.Sender(second), second, AckAt(12));
        foreach (var member in new[] { 0, 1 })
        {
            Room.Delivered(member, MessageAt(11, first, 0));
            Room.Delivered(member, MessageAt(12, second, 1));
        }

        Room.Delivered(2, MessageAt(11, second, 1));
        Room.Delivered(2, MessageAt(12, first, 0));

        AssertKinds(ViolationKind.Disagreement);
    }

    [Fact]
    public void CrossRoom_MessageUnderThisRoomsName_IsForeign()
    {
        _observed.SpeakToAll(0, 11);
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(12, number: 0, 0));
        }

        Room.Finish();
        Assert.Equal(3, _observed.Findings.Foreign);
        Assert.Equal(3, _observed.Findings.Total);
    }

    [Fact]
    public void RegressedEpoch_OfOneDelivery_IsOutOfOrder()
    {
        _observed.SpeakToAll(0, 11);
        _observed.Speak(0, 12, 0, 1);
        Room.Delivered(2, MessageAt(12, 2, 0, epoch: 0));

        AssertKinds(ViolationKind.OutOfOrder, ViolationKind.Lost);
        Assert.Contains("the epoch went back", _observed.Findings.First[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void RegressedEpoch_Announced_IsOutOfOrder()
    {
        Room.EpochTold(1, 0, 10, recovered: true);

        AssertOne(ViolationKind.OutOfOrder, "R: member 1 was told to go on from epoch 0, seq 10 after epoch 1, seq 10");
    }

    [Fact]
    public void OtherBody_AtTheSamePlace_IsAltered()
    {
        _observed.Speak(0, 11, 0, 1);
        Room.Delivered(2, MessageAt(11, 1, 0) with { Fingerprint = 7 });

        AssertOne(ViolationKind.Altered, "R: member 2 got message #1 of user 0 (epoch 1, seq 11) with another body than was sent");
    }

    [Fact]
    public void OtherMessage_AtTheSamePlace_IsADisagreement()
    {
        _observed.Speak(0, 11, 0, 1);
        var other = _observed.Send(1);
        Room.Delivered(2, MessageAt(11, other, 1));
        Room.Acknowledged(_observed.Sender(other), other, AckAt(12));
        foreach (var member in new[] { 0, 1, 2 })
        {
            Room.Delivered(member, MessageAt(12, other, 1));
        }

        AssertOne(ViolationKind.Disagreement, "R: at epoch 1, seq 11 member 2 has message #2 of user 1, another has message #1 of user 0 (epoch 1, seq 11)");
    }

    [Fact]
    public void OtherId_AtTheSamePlace_IsADisagreement()
    {
        _observed.Speak(0, 11, 0, 1);
        Room.Delivered(2, MessageAt(11, 1, 0) with { Id = 7 });

        AssertOne(ViolationKind.Disagreement, "R: member 2 has another id at epoch 1, seq 11 than others");
    }

    [Fact]
    public void Phantom_SentByNobody_IsNamed()
    {
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(11, number: 99, 0));
        }

        AssertKinds(ViolationKind.Phantom);
        Assert.Equal("R: member 0 got message #99 of user 0 at epoch 1, seq 11, which nobody sent", _observed.Findings.First[0].Text);
    }

    [Fact]
    public void LostAcknowledgement_OfADeliveredMessage_IsUnanswered()
    {
        var number = _observed.Send(1);
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(11, number, 1));
        }

        AssertOne(ViolationKind.Unanswered, "R: message #1 of user 1 got no answer");
    }

    [Fact]
    public void Acknowledgement_OfAnotherPlace_IsADisagreement()
    {
        var number = _observed.Send(0);
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(11, number, 0));
        }

        Room.Acknowledged(_observed.Sender(number), number, AckAt(12));

        AssertOne(ViolationKind.Disagreement, "R: message #1 of user 0 was acknowledged at epoch 1, seq 12 and delivered at epoch 1, seq 11");
    }

    [Fact]
    public void Acknowledgement_AsDuplicateOfAnotherMessage_IsAWrongKeyWindow()
    {
        _observed.Speak(0, 11, 0, 1);
        Room.Acknowledged(1, _observed.Send(1), AckAt(11) with { Duplicate = true });
        Room.Delivered(2, MessageAt(11, 1, 0));

        AssertOne(ViolationKind.KeyWindow, "R: at epoch 1, seq 11 the acknowledgement has message #2 of user 1, another has message #1 of user 0 (epoch 1, seq 11)");
    }

    [Fact]
    public void Acknowledgement_AsDuplicateOfWhatEverybodyHas_IsAWrongKeyWindow()
    {
        _observed.SpeakToAll(0, 11);
        Room.Acknowledged(1, _observed.Send(1), AckAt(11) with { Duplicate = true });

        AssertOne(ViolationKind.KeyWindow, "R: message #2 of user 1 was acknowledged at epoch 1, seq 11, where member 0 has something else");
    }

    [Fact]
    public void Acknowledgement_GivenTwice_IsTwice()
    {
        _observed.SpeakToAll(0, 11);
        Room.Acknowledged(0, 1, AckAt(11));

        AssertOne(ViolationKind.Twice, "R: message #1 of user 0 was answered twice");
    }

    [Fact]
    public void RefusedMessage_Delivered_IsNamed()
    {
        var number = _observed.Send(0);
        Room.Refused(_observed.Sender(number), number);
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(11, number, 0));
        }

        AssertOne(ViolationKind.RefusedButDelivered, "R: message #1 of user 0 was refused and stands at epoch 1, seq 11");
    }

    [Fact]
    public void RefusedMessage_DeliveredBefore_IsNamed()
    {
        var number = _observed.Send(0);
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(11, number, 0));
        }

        Room.Refused(_observed.Sender(number), number);

        AssertOne(ViolationKind.RefusedButDelivered, "R: message #1 of user 0 (epoch 1, seq 11) was delivered before its sending was refused");
    }

    [Fact]
    public void Clock_NotGrowing_IsNamed()
    {
        _observed.SpeakToAll(0, 11);
        var number = _observed.Send(0);
        Room.Acknowledged(_observed.Sender(number), number, AckAt(12) with { Clock = 11 });
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(12, number, 0) with { Clock = 11 });
        }

        AssertKinds(ViolationKind.ClockWentBack);
    }

    [Fact]
    public void Clock_DifferentForOneMember_IsADisagreement()
    {
        _observed.Speak(0, 11, 0, 1);
        Room.Delivered(2, MessageAt(11, 1, 0) with { Clock = 99 });

        AssertOne(ViolationKind.Disagreement, "R: member 2 has clock 99 at epoch 1, seq 11, another has 11");
    }

    [Fact]
    public void SendersOrder_LaterMessageStandsBefore_IsNamed()
    {
        var first = _observed.Send(0);
        Room.Acknowledged(_observed.Sender(first), first, AckAt(12));
        var second = _observed.Send(0);
        Room.Acknowledged(_observed.Sender(second), second, AckAt(11));
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(11, second, 0));
            Room.Delivered(member, MessageAt(12, first, 0));
        }

        AssertOne(ViolationKind.SenderOrder, "R: message #2 of user 0 stands at epoch 1, seq 11, and its sender had epoch 1, seq 12 acknowledged before");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void SendersOrder_BetweenTwoDevices_HoldsWithinAnEpoch(long epoch, int violations)
    {
        // Two activations at once took them: nobody could have known on the one device what the other had been told.
        var observed = new ObservedRoom(joined: false);
        observed.Room.Joined(0, 0, new Position(1, 10), 10);
        observed.Room.Joined(1, 0, new Position(1, 10), 10);
        observed.Room.Invoked(0, 0, 1, BodyOf(1));
        observed.Room.Acknowledged(0, 1, AckAt(12, epoch));
        observed.Room.Invoked(1, 0, 2, BodyOf(2));
        observed.Room.Acknowledged(1, 2, AckAt(11));
        for (var member = 0; member < 2; member++)
        {
            observed.Room.Delivered(member, MessageAt(11, 2, 0));
            observed.Room.EpochTold(member, epoch, 11, recovered: true);
            observed.Room.Delivered(member, MessageAt(12, 1, 0, epoch));
        }

        observed.Room.Finish();
        Assert.Equal(violations, observed.Findings.Total);
        Assert.All(observed.Findings.First, violation => Assert.Equal(ViolationKind.SenderOrder, violation.Kind));
    }

    [Fact]
    public void SendersOrder_OneDeviceAcrossEpochs_IsNamed()
    {
        var first = _observed.Send(0);
        Room.Acknowledged(0, first, AckAt(12, epoch: 2));
        var second = _observed.Send(0);
        Room.Acknowledged(0, second, AckAt(11));
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(11, second, 0));
            Room.EpochTold(member, 2, 11, recovered: true);
            Room.Delivered(member, MessageAt(12, first, 0, epoch: 2));
        }

        AssertOne(ViolationKind.SenderOrder, "R: message #2 of user 0 stands at epoch 1, seq 11, and its sender had epoch 2, seq 12 acknowledged before");
    }

    [Fact]
    public void SendersOrder_OneDeviceThatLeftAndCameBack_IsThatOfItsStay()
    {
        var first = _observed.Send(0);
        Room.Acknowledged(0, first, AckAt(12, epoch: 2));
        Room.Left(0);
        Room.Joined(0, 0, new Position(1, 10), 10);
        var second = _observed.Send(0);
        Room.Acknowledged(0, second, AckAt(11));
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(11, second, 0));
            Room.EpochTold(member, 2, 11, recovered: true);
            Room.Delivered(member, MessageAt(12, first, 0, epoch: 2));
        }

        _observed.FinishFine();
    }

    [Fact]
    public void Id_OfTwoMessages_IsReused()
    {
        _observed.Speak(0, 11, 0, 1);
        var number = _observed.Send(1);
        Room.Acknowledged(_observed.Sender(number), number, AckAt(12) with { Id = 511 });

        Assert.Equal(ViolationKind.IdReused, Assert.Single(_observed.Findings.First).Kind);
    }

    [Fact]
    public void Delivery_BeforeTheJoinIsAnswered_IsALeak()
    {
        var observed = new ObservedRoom(joined: false);
        observed.Room.Delivered(0, EventAt(11));

        Assert.Equal("R: member 0 got epoch 1, seq 11 before its Join was answered", observed.FinishWithOne().Text);
    }

    [Fact]
    public void DeafMember_ForALongTime_IsCountedWithoutKeepingEverything()
    {
        for (var seq = 11; seq <= 10_010; seq++)
        {
            _observed.Speak(0, seq, 0, 1);
        }

        Assert.InRange(Room.OpenEntries, 1, 4096);
        Room.Finish();
        Assert.Equal(10_000, _observed.Findings.Lost);
        Assert.Equal(5, _observed.Findings.First.Count);
    }

    private void AssertOne(ViolationKind kind, string text)
    {
        var violation = _observed.FinishWithOne();
        Assert.Equal((kind, text), (violation.Kind, violation.Text));
        Assert.Equal(1, _observed.Findings.Total);
    }

    private void AssertKinds(params ViolationKind[] kinds)
    {
        Room.Finish();
        Assert.Equal(kinds.Order(), _observed.Findings.First.Select(violation => violation.Kind).Distinct().Order());
    }
}
