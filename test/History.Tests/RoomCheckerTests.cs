using static OrleansChat.History.Tests.ObservedRoom;

namespace OrleansChat.History.Tests;

public sealed class RoomCheckerTests
{
    private readonly ObservedRoom _observed = new();

    private RoomChecker Room => _observed.Room;

    [Fact]
    public void Finish_EverythingArrivedOnceInOrder_FindsNothing()
    {
        for (var seq = 11; seq <= 30; seq++)
        {
            _observed.SpeakToAll(seq % 3, seq);
        }

        _observed.FinishFine();
    }

    [Fact]
    public void Finish_DeliveriesBeforeTheAcknowledgement_FindsNothing()
    {
        var number = _observed.Send(0);
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(11, number, 0));
        }

        Room.Acknowledged(_observed.Sender(number), number, AckAt(11));
        _observed.FinishFine();
    }

    [Fact]
    public void Finish_MemberJoinsWhileOthersAreFurther_OwesItOnlyWhatFollows()
    {
        var observed = new ObservedRoom(joined: false);
        observed.Room.Joined(0, 0, new Position(1, 10), 10);
        observed.Room.Joined(1, 1, new Position(1, 10), 10);
        observed.Speak(0, 11, 0, 1);
        observed.Speak(0, 12, 0, 1);

        // Its answer was made at 11, and is handled only after the others have 12.
        observed.Room.Joined(2, 2, new Position(1, 11), 11);
        observed.Room.Delivered(2, MessageAt(12, 2, 0));

        observed.FinishFine();
    }

    [Fact]
    public void Finish_MemberGone_IsOwedNothing()
    {
        _observed.Speak(0, 11, 0, 1);
        Room.Gone(2);
        _observed.Speak(0, 12, 0, 1);
        _observed.FinishFine();
    }

    [Fact]
    public void Finish_SenderGoneBeforeItsAnswer_IsNotUnanswered()
    {
        _observed.Send(0);
        Room.Gone(0);
        _observed.FinishFine();
    }

    [Fact]
    public void Finish_EventsOfTheRoom_HaveTheirPlacesInTheOrder()
    {
        _observed.SpeakToAll(0, 11);
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, EventAt(12));
        }

        _observed.SpeakToAll(1, 13);
        _observed.FinishFine();
    }

    [Fact]
    public void Finish_NewEpochAnnounced_GoesOnFromItsHead()
    {
        _observed.SpeakToAll(0, 11);
        for (var member = 0; member < Members; member++)
        {
            Room.EpochTold(member, 2, 11, recovered: true);
        }

        var number = _observed.Send(0);
        Room.Acknowledged(_observed.Sender(number), number, AckAt(12, epoch: 2));
        for (var member = 0; member < Members; member++)
        {
            Room.Delivered(member, MessageAt(12, number, 0, epoch: 2));
        }

        _observed.FinishFine();
    }

    [Fact]
    public void Finish_MemberToldToJoinAgain_IsOwedWhatFollowsTheNewAnswer()
    {
        _observed.Speak(0, 11, 0, 1);
        Room.Joining(2, 2);
        Room.Delivered(2, MessageAt(13, 9, 0));
        Room.Joined(2, 2, new Position(1, 11), 11);
        _observed.SpeakToAll(1, 12);
        _observed.FinishFine();
    }

    [Fact]
    public void Finish_LongRun_KeepsOnlyWhatIsInFlight()
    {
        for (var seq = 11; seq <= 20_000; seq++)
        {
            _observed.SpeakToAll(seq % 3, seq);
        }

        Assert.Equal(0, Room.OpenEntries);
        _observed.FinishFine();
    }

    [Fact]
    public void Refused_NotDelivered_FindsNothing()
    {
        Room.Refused(0, _observed.Send(0));
        _observed.SpeakToAll(1, 11);
        _observed.FinishFine();
    }

    [Theory]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(300)]
    public void Finish_RoomOfAnySize_TellsWhoMissesSomething(int members)
    {
        var findings = new Findings();
        var room = new RoomChecker("R", findings, members);
        for (var member = 0; member < members; member++)
        {
            room.Joined(member, member, new Position(1, 10), 10);
        }

        room.Invoked(0, 0, key: 1, BodyOf(1));
        room.Acknowledged(0, 1, AckAt(11));
        for (var member = 0; member < members - 1; member++)
        {
            room.Delivered(member, MessageAt(11, 1, 0));
        }

        room.Finish();
        Assert.Contains($"member {members - 1} never got message #1", Assert.Single(findings.First).Text, StringComparison.Ordinal);
    }
}
