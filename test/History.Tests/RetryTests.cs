namespace OrleansChat.History.Tests;

/// <summary>One outcome for each key, however often it is sent.</summary>
public sealed class RetryTests
{
    private const ulong Body = 7;

    private readonly Findings _findings = new();
    private readonly RoomChecker _room;

    public RetryTests()
    {
        _room = new RoomChecker("R", _findings, expectedClients: 1);
        _room.Joined(0, 0, new Position(1, 10), 10);
    }

    [Fact]
    public void Acknowledged_RetryAtTheSamePlace_FindsNothing()
    {
        SendAndLoseTheAnswer();
        _room.Delivered(0, At(11));
        Retry(11, duplicate: true);
        AssertFine();
    }

    [Fact]
    public void Acknowledged_AfterAJoinThatWasRefused_FindsNothing()
    {
        _room.Invoked(0, 0, key: 1, Body);
        _room.Joining(0, 0);
        _room.NotJoined(0);
        _room.Acknowledged(0, key: 1, new Acknowledgement(new Position(1, 11), 11, 511));
        AssertFine();
    }

    [Fact]
    public void Acknowledged_RetryAtAnotherPlace_IsAWrongKeyWindow()
    {
        SendAndLoseTheAnswer();
        _room.Delivered(0, At(11));
        Retry(12, duplicate: true);
        AssertFirst(ViolationKind.KeyWindow);
    }

    [Fact]
    public void Delivered_ASecondMessageForARetry_IsAWrongKeyWindow()
    {
        SendAndLoseTheAnswer();
        _room.Delivered(0, At(11));
        _room.Invoked(0, 0, key: 1, Body);
        _room.Delivered(0, At(12));
        AssertFirst(ViolationKind.KeyWindow);
    }

    [Fact]
    public void Acknowledged_RetryLongAfter_IsComparedWithTheFirstAnswer()
    {
        Send();
        _room.Acknowledged(0, 1, Answer(11));
        _room.Delivered(0, At(11));
        Retry(12, duplicate: false);
        AssertFirst(ViolationKind.KeyWindow);
    }

    [Fact]
    public void Refused_RetryOfTheSameBodyAsReused_IsAWrongKeyWindow()
    {
        SendAndLoseTheAnswer();
        _room.Invoked(0, 0, key: 1, Body);
        _room.Refused(0, 1, "KEY_REUSED");
        AssertFirst(ViolationKind.KeyWindow);
    }

    [Fact]
    public void Refused_OtherBodyUnderAUsedKey_FindsNothing()
    {
        Send();
        _room.Acknowledged(0, 1, Answer(11));
        _room.Delivered(0, At(11));
        _room.Invoked(0, 0, key: 1, Body + 1);
        _room.Refused(0, 1, "KEY_REUSED");
        AssertFine();
    }

    [Fact]
    public void Refused_OutcomeUnknown_MayHaveBeenMade()
    {
        Send();
        _room.Refused(0, 1, "UNAVAILABLE");
        _room.Delivered(0, At(11));
        AssertFine();
    }

    [Fact]
    public void Refused_RetryAfterAnUncertainSending_DoesNotDenyTheFirst()
    {
        SendAndLoseTheAnswer();
        _room.Invoked(0, 0, key: 1, Body);
        _room.Refused(0, 1, "RATE_LIMITED");
        _room.Delivered(0, At(11));
        AssertFine();
    }

    [Fact]
    public void Unknown_OfManyMessages_KeepsABoundedNumber()
    {
        for (var key = 1; key <= 10_000; key++)
        {
            _room.Invoked(0, 0, key, Body);
            _room.Delivered(0, new Delivery(new Position(1, 10 + key), 10 + key, EntryContent.Message, (ulong)key, key, 0, Body));
            _room.Unknown(0, key);
        }

        Assert.InRange(_room.OpenEntries, 1, 1024);
        AssertFine();
    }

    private static Acknowledgement Answer(long seq, bool duplicate = false) => new(new Position(1, seq), seq, (ulong)seq, duplicate);

    private static Delivery At(long seq) => new(new Position(1, seq), seq, EntryContent.Message, (ulong)seq, 1, 0, Body);

    private void Send() => _room.Invoked(0, 0, key: 1, Body);

    private void SendAndLoseTheAnswer()
    {
        Send();
        _room.Unknown(0, 1);
    }

    private void Retry(long seq, bool duplicate)
    {
        Send();
        _room.Acknowledged(0, 1, Answer(seq, duplicate));
    }

    private void AssertFine()
    {
        _room.Finish();
        Assert.Empty(_findings.First);
    }

    private void AssertFirst(ViolationKind kind) => Assert.Equal(kind, _findings.First[0].Kind);
}
