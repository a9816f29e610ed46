using static OrleansChat.History.Tests.ObservedRoom;

namespace OrleansChat.History.Tests;

/// <summary>What is owed to a client over a change of epoch, a gap, a digest and a connection that was lost.</summary>
public sealed class EpochTests
{
    private readonly ObservedRoom _observed = new();

    private RoomChecker Room => _observed.Room;

    [Fact]
    public void EpochTold_MissedMessageInIt_FindsNothing()
    {
        _observed.Speak(0, 11, 0, 1);
        TellAll(recovered: true, MessageAt(11, 1, 0));
        _observed.FinishFine();
    }

    [Fact]
    public void EpochTold_RecoveredWithoutAnAcknowledgedMessage_IsLost()
    {
        _observed.Speak(0, 11, 0, 1);
        TellAll(recovered: true);
        Assert.Equal(ViolationKind.Lost, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void EpochTold_NotRecovered_ExcusesWhatIsMissing()
    {
        _observed.Speak(0, 11, 0, 1);
        TellAll(recovered: false);
        _observed.FinishFine();
    }

    [Fact]
    public void EpochTold_WhatTheClientShows_IsTwice()
    {
        _observed.SpeakToAll(0, 11);
        Room.EpochTold(2, 2, 2048, recovered: true, [MessageAt(11, 1, 0)]);
        Room.Gone(2);
        Assert.Equal(ViolationKind.Twice, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void EpochTold_LowerNumbers_IsOutOfOrder()
    {
        _observed.SpeakToAll(0, 11);
        Room.EpochTold(2, 2, 10, recovered: true);
        Assert.Equal(ViolationKind.OutOfOrder, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void Delivered_UnderAnEpochThatWasNotTold_IsOutOfOrder()
    {
        Room.Gone(0);
        Room.Gone(1);
        Room.Delivered(2, new Delivery(new Position(2, 2049), 11, EntryContent.Event));
        Assert.Equal(ViolationKind.OutOfOrder, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void Unacknowledged_ShownToOneAndGone_IsADisagreement()
    {
        Room.Delivered(0, MessageAt(11, _observed.Send(1), 1));
        Room.Unknown(1, 1);
        TellAll(recovered: true);
        Assert.Equal(ViolationKind.Disagreement, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void Unacknowledged_ShownToOneWhoseViewIsReplaced_MayVanish()
    {
        Room.Delivered(0, MessageAt(11, _observed.Send(1), 1));
        Room.Unknown(1, 1);
        Room.Joining(0, 0);
        Room.Joined(0, 0, new Position(2, 2048), 11);
        TellAll(recovered: true);
        _observed.FinishFine();
    }

    [Fact]
    public void Unacknowledged_RetriedUnderANewEpoch_StandsThere()
    {
        Room.Delivered(0, MessageAt(11, _observed.Send(1), 1));
        Room.Unknown(1, 1);
        Room.Joining(0, 0);
        Room.Joined(0, 0, new Position(2, 2048), 11);
        TellAll(recovered: true);
        Retry();
        _observed.FinishFine();
    }

    [Fact]
    public void Unacknowledged_RetriedWhileSomebodyShowsIt_IsAWrongKeyWindow()
    {
        Room.Delivered(0, MessageAt(11, _observed.Send(1), 1));
        Room.Unknown(1, 1);
        TellAll(recovered: true);
        Retry();
        Assert.Equal("R: member 0 shows message #1 of user 1 at epoch 1, seq 11 and at epoch 2, seq 2049", _observed.FinishWithOne().Text);
    }

    [Fact]
    public void GapTold_OverAnAcknowledgedMessage_ExcusesIt()
    {
        _observed.Speak(0, 11, 0, 1);
        Room.GapTold(2, 11, 11);
        _observed.SpeakToAll(0, 12);
        _observed.FinishFine();
    }

    [Fact]
    public void DigestTold_ThenTheNextFrame_FindsNothing()
    {
        _observed.Speak(0, 11, 0, 1);
        _observed.Speak(0, 12, 0, 1);
        Room.DigestTold(2, 1, 12, 2);
        _observed.SpeakToAll(0, 13);
        _observed.FinishFine();
    }

    [Fact]
    public void Fetched_WhatWasSkipped_FillsTheHole()
    {
        _observed.Speak(0, 11, 0, 1);
        _observed.SpeakToAll(0, 12);
        Room.Fetched(2, 11, 12, [MessageAt(11, 1, 0), MessageAt(12, 2, 0)]);
        _observed.FinishFine();
    }

    [Fact]
    public void Fetched_WithoutAnAcknowledgedMessage_IsLost()
    {
        _observed.Speak(0, 11, 0, 1);
        _observed.SpeakToAll(0, 12);
        Room.Fetched(2, 11, 12, [MessageAt(12, 2, 0)]);
        Assert.Equal(ViolationKind.Lost, _observed.FinishWithOne().Kind);
    }

    [Fact]
    public void Resumed_WithWhatWasMissed_FindsNothing()
    {
        Room.Gone(2);
        _observed.Speak(0, 11, 0, 1);
        _observed.Speak(0, 12, 0, 1);
        Room.Resumed(2, new Position(1, 12), 12, [MessageAt(11, 1, 0), MessageAt(12, 2, 0)]);
        _observed.SpeakToAll(0, 13);
        _observed.FinishFine();
    }

    [Fact]
    public void Resumed_WithoutAMissedMessage_IsLost()
    {
        Room.Gone(2);
        _observed.Speak(0, 11, 0, 1);
        _observed.Speak(0, 12, 0, 1);
        Room.Resumed(2, new Position(1, 12), 12, [MessageAt(12, 2, 0)]);
        Assert.Equal("R: member 2 never got message #1 of user 0 (epoch 1, seq 11), which 2 of 3 members have", _observed.FinishWithOne().Text);
    }

    [Fact]
    public void Resumed_WithWhatTheClientShows_IsTwice()
    {
        _observed.SpeakToAll(0, 11);
        Room.Gone(2);
        Room.Resumed(2, new Position(1, 11), 11, [MessageAt(11, 1, 0)]);
        Assert.Equal(ViolationKind.Twice, _observed.FinishWithOne().Kind);
    }

    private void TellAll(bool recovered, params Delivery[] missed)
    {
        for (var member = 0; member < Members; member++)
        {
            // Member 2 alone missed something; who joined under the new epoch is told only that.
            Room.EpochTold(member, 2, 2048, recovered, member == 2 ? missed : []);
        }
    }

    private void Retry()
    {
        Room.Invoked(1, 1, key: 1, BodyOf(1));
        Room.Acknowledged(1, 1, AckAt(2049, epoch: 2));
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(2049, 1, 1, epoch: 2));
        }
    }
}
