using static OrleansChat.History.Tests.ObservedRoom;

namespace OrleansChat.History.Tests;

/// <summary>What is done to messages: healthy histories are accused of nothing, and each seeded fault is named, and it alone.</summary>
public sealed class ChangeLedgerTests
{
    private const long Message = 11;
    private const ulong Thumb = 7;

    private readonly ObservedRoom _observed = new();
    private long _lastKey = 100;

    public ChangeLedgerTests() => _observed.SpeakToAll(0, Message);

    private RoomChecker Room => _observed.Room;

    private static MessageChange Deletion => new(ChangeKind.Deleted, Message, 0);

    private static ShownMessage Unchanged => new(Message, BodyOf(1), 0, false, false, [], 0);

    [Fact]
    public void Changes_OfEveryKind_AreFine()
    {
        ToAll(12, EditOf(5), Unchanged with { Text = 5, Version = 12, Rev = 12 });
        ToAll(13, ReactionOf(1), Unchanged with { Text = 5, Version = 12, Reactions = [Thumbs(1)], Rev = 13 }, 1);
        ToAll(14, ReactionOf(2), Unchanged with { Text = 5, Version = 12, Reactions = [Thumbs(2)], Rev = 14 }, 1, 2);
        ToAll(15, ReactionOf(1, on: false), Unchanged with { Text = 5, Version = 12, Reactions = [Thumbs(1)], Rev = 15 }, 2);
        ToAll(16, PinOf(2), Unchanged with { Text = 5, Version = 12, Pinned = true, Reactions = [Thumbs(1)], Rev = 16 }, 2);
        ToAll(17, PinOf(1, on: false), Unchanged with { Text = 5, Version = 12, Reactions = [Thumbs(1)], Rev = 17 }, 2);
        ToAll(18, Deletion, Unchanged with { Text = 0, Deleted = true, Rev = 18 });

        _observed.FinishFine();
    }

    [Fact]
    public void Answer_ThatHoldsOnlyWhatCounts_IsFine()
    {
        Ask(EditOf(5), 12, 0, 1);
        Ask(EditOf(6), 13, 0, 1);
        Room.Fetched(2, 12, 13);
        Shows(2, 13, Unchanged with { Text = 6, Version = 13, Rev = 13 });

        EndWith(13, Unchanged with { Text = 6, Version = 13, Rev = 13 });
        _observed.FinishFine();
    }

    [Fact]
    public void Change_WithoutAnOutcome_MayBeContainedOrNot()
    {
        var key = Invoke(ReactionOf(1));
        Room.Changes.Unknown(1, key);
        Room.Fetched(0, 12, 12);
        Shows(0, 12, Unchanged);
        Room.Fetched(2, 12, 12);
        Shows(2, 12, Unchanged with { Reactions = [Thumbs(1)], Rev = 12 });

        _observed.FinishFine();
    }

    [Fact]
    public void Change_ThatWentWithItsActivationAndIsMadeAgain_IsFine()
    {
        var key = Invoke(EditOf(5));
        Room.Changed(0, new Position(1, 12), 12, EditOf(5));
        Room.Changes.Refused(0, key, "UNAVAILABLE");
        Join(0, epoch: 2, head: 20);
        Room.Changes.Invoked(0, 0, key, EditOf(5));
        Room.Changes.Acknowledged(0, key, AckAt(21, epoch: 2));
        Room.Changed(0, new Position(2, 21), 21, EditOf(5));
        Shows(0, 21, Unchanged with { Text = 5, Version = 21, Rev = 21 });

        Assert.Empty(_observed.Findings.First);
    }

    [Fact]
    public void Reactions_OfOneUserOverTwoConnections_AreTakenForEachOtherUntilTheyAreAnswered()
    {
        var (first, back, second) = (Invoke(ReactionOf(1)), Invoke(ReactionOf(1, on: false)), Invoke(ReactionOf(1)));
        ShowAll(12, ReactionOf(1));
        ShowAll(13, ReactionOf(1, on: false));
        ShowAll(14, ReactionOf(1));
        Room.Changes.Acknowledged(1, second, AckAt(12));
        Room.Changes.Acknowledged(1, back, AckAt(13));
        Room.Changes.Acknowledged(1, first, AckAt(14));

        _observed.FinishFine();
    }

    [Fact]
    public void Pin_OfWhatIsPinned_IsAnsweredWithTheOtherPin()
    {
        Ask(PinOf(1), 12, 0, 1, 2);
        Room.Changes.Acknowledged(2, Invoke(PinOf(2)), AckAt(12) with { Duplicate = true });
        Room.Changes.Acknowledged(2, Invoke(ReactionOf(2, on: false)), AckAt(Message) with { Duplicate = true });

        EndWith(12, Unchanged with { Pinned = true, Rev = 12 });
        _observed.FinishFine();
    }

    [Fact]
    public void Gap_OverAnAcknowledgedChange_ExcusesWhoWasToldOfIt()
    {
        Ask(PinOf(1), 12, 0, 1);
        Room.GapTold(2, 12, 12);
        Room.Fetched(2, 12, 12);

        Room.Changes.ShowsInTheEnd(0, 12, [Unchanged with { Pinned = true, Rev = 12 }]);
        Room.Changes.ShowsInTheEnd(2, 12, [Unchanged]);
        _observed.FinishFine();
    }

    [Fact]
    public void Drop_ForOneMember_IsLost()
    {
        Ask(PinOf(1), 12, 0, 1);
        _observed.SpeakToAll(0, 13);

        AssertOne(ViolationKind.Lost, "R: member 2 never got the change at epoch 1, seq 12, which 2 of 3 members have");
    }

    [Fact]
    public void Drop_OfAnAcknowledgedChangeForAll_IsLostForEach()
    {
        Ask(PinOf(1), 12);
        Room.Finish();

        Assert.Equal(3, _observed.Findings.Lost);
        Assert.Equal(3, _observed.Findings.Total);
    }

    [Fact]
    public void Drop_FromAnAnswer_IsLostInTheEnd()
    {
        Ask(EditOf(5), 12, 0, 1);
        Room.Fetched(2, 12, 12);
        Shows(2, 12, Unchanged);
        Assert.Empty(_observed.Findings.First);

        Room.Changes.ShowsInTheEnd(2, 12, [Unchanged]);

        AssertOne(ViolationKind.Lost, "and Edited of 11 by user 0 (seq 12) is not in it");
    }

    [Theory]
    [InlineData(ChangeKind.Edited)]
    [InlineData(ChangeKind.Deleted)]
    [InlineData(ChangeKind.Reacted)]
    [InlineData(ChangeKind.Pinned)]
    public void Change_ThatWasShownAndIsNotContained_IsLost(ChangeKind kind)
    {
        ShowAfter(new MessageChange(kind, Message, 0, kind is ChangeKind.Edited or ChangeKind.Reacted ? Thumb : 0), Unchanged);

        AssertOne(ViolationKind.Lost, "");
    }

    [Fact]
    public void Reaction_ThatIsCountedTwice_IsTwice()
    {
        ShowAfter(ReactionOf(1), Unchanged with { Reactions = [Thumbs(2)], Rev = 12 });

        AssertOne(ViolationKind.Twice, "and 0007 was said 1 times");
    }

    [Fact]
    public void Reaction_ThatWasTakenBackAndIsStillCounted_IsNamed()
    {
        Ask(ReactionOf(1), 12, 0, 1, 2);
        Ask(ReactionOf(1, on: false), 13, 0, 1, 2);
        Shows(0, 13, Unchanged with { Reactions = [Thumbs(1)], Rev = 13 });

        AssertOne(ViolationKind.Phantom, "and 0007 was said 0 times");
    }

    [Fact]
    public void Reaction_OfAnother_IsNotOnesOwn()
    {
        Ask(ReactionOf(1), 12, 0, 1, 2);
        Shows(0, 12, Unchanged with { Reactions = [Thumbs(1, own: true)], Rev = 12 });
        Shows(1, 12, Unchanged with { Reactions = [Thumbs(1)], Rev = 12 });

        Room.Finish();
        Assert.Equal(2, _observed.Findings.Count(ViolationKind.Disagreement));
        Assert.All(_observed.Findings.First, found => Assert.Contains("and whether 0007 is its own is wrong", found.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Edit_WithAnotherText_IsAltered()
    {
        ShowAfter(EditOf(5), Unchanged with { Text = 6, Version = 12, Rev = 12 });

        AssertOne(ViolationKind.Altered, "gave it another text");
    }

    [Fact]
    public void Text_OfAMessageThatWasOnlyPinned_IsAltered()
    {
        ShowAfter(PinOf(0), Unchanged with { Pinned = true, Rev = 12 });
        Shows(1, 12, Unchanged with { Text = 6, Pinned = true, Rev = 12 });

        AssertOne(ViolationKind.Altered, "and its text was another");
    }

    [Fact]
    public void Edit_ThatNobodyAskedFor_IsAPhantom()
    {
        Ask(PinOf(0), 12, 0, 1, 2);
        Shows(1, 12, Unchanged with { Text = 6, Version = 12, Pinned = true, Rev = 12 });

        AssertOne(ViolationKind.Phantom, "and nobody edited it so");
    }

    [Fact]
    public void Frame_ThatNobodyAskedFor_IsAPhantom()
    {
        ShowAll(12, PinOf(1));

        AssertOne(ViolationKind.Phantom, "R: member 0 got Pinned of 11 by user 1 (epoch 1, seq 12), which nobody asked for");
    }

    [Fact]
    public void Change_OfAMessageToWhichNothingWasDone_IsAPhantom()
    {
        Shows(0, 12, Unchanged with { Pinned = true, Rev = 12 });

        AssertOne(ViolationKind.Phantom, "to which nobody did anything");
    }

    [Fact]
    public void Deletion_ThatLeavesAReaction_IsNamed()
    {
        ShowAfter(Deletion, Unchanged with { Text = 0, Deleted = true, Reactions = [Thumbs(1)], Rev = 12 });

        AssertOne(ViolationKind.Resurrected, "and a deletion leaves nothing");
    }

    [Fact]
    public void Members_WhoShowTheSameMessageDifferently_Disagree()
    {
        Room.Changes.Unknown(1, Invoke(PinOf(1)));
        Room.Changes.ShowsInTheEnd(0, 12, [Unchanged]);
        Room.Changes.ShowsInTheEnd(1, 12, [Unchanged]);
        Room.Changes.ShowsInTheEnd(2, 12, [Unchanged with { Pinned = true, Rev = 12 }]);

        AssertOne(ViolationKind.Disagreement, "R: member 2 shows message 11 as");
    }

    [Fact]
    public void Edit_AtAnotherPlaceThanAcknowledged_IsADisagreement()
    {
        var key = Invoke(EditOf(5));
        ShowAll(12, EditOf(5));
        Room.Changes.Acknowledged(0, key, AckAt(13));
        ShowAll(13, PinOf(0));

        Assert.Contains(_observed.Findings.First, found =>
            found is { Kind: ViolationKind.Disagreement, Text: "R: change #101 of user 0 (Edited of 11) was acknowledged at epoch 1, seq 13 and delivered at epoch 1, seq 12" });
    }

    [Fact]
    public void Edit_DeliveredElsewhereAfterItsAnswer_IsNamed()
    {
        Room.Changes.Acknowledged(0, Invoke(EditOf(5)), AckAt(12));
        ShowAll(12, EditOf(5));
        ShowAll(13, EditOf(5));

        AssertOne(ViolationKind.Twice, "which stands at epoch 1, seq 12");
    }

    [Fact]
    public void Change_AcknowledgedWhereAMessageStands_IsADisagreement()
    {
        var number = _observed.Send(1);
        Room.Delivered(0, MessageAt(12, number, 1));
        Room.Changes.Acknowledged(0, Invoke(EditOf(5)), AckAt(12));

        Assert.Equal(ViolationKind.Disagreement, Assert.Single(_observed.Findings.First).Kind);
    }

    [Fact]
    public void Members_WhoSeeDifferentChangesAtOnePlace_Disagree()
    {
        Invoke(PinOf(1));
        Invoke(ReactionOf(1));
        Room.Changed(0, new Position(1, 12), 12, PinOf(1));
        Room.Changed(2, new Position(1, 12), 12, ReactionOf(1));

        var found = Assert.Single(_observed.Findings.First);
        Assert.Equal(new Violation(ViolationKind.Disagreement, "R: member 2 got another event in the place of the change at epoch 1, seq 12"), found);
    }

    [Fact]
    public void Change_BeforeItsMessage_IsOutOfOrder()
    {
        var change = PinOf(1) with { Target = 13 };
        Room.Changes.Acknowledged(1, Invoke(change), AckAt(14));
        Room.Changed(0, new Position(1, 12), 12, change);

        Assert.Contains(new Violation(ViolationKind.OutOfOrder, "R: member 0 got at epoch 1, seq 12 a change of message 13, which is not before it"), _observed.Findings.First);
    }

    [Fact]
    public void Refused_AndDeliveredAfterwards_IsNamed()
    {
        Room.Changes.Refused(0, Invoke(EditOf(5)), "VERSION_CONFLICT");
        ShowAll(12, EditOf(5));

        AssertOne(ViolationKind.RefusedButDelivered, "which was refused");
    }

    [Fact]
    public void Delivered_AndRefusedAfterwards_IsNamed()
    {
        var key = Invoke(EditOf(5));
        ShowAll(12, EditOf(5));
        Room.Changes.Refused(0, key, "TARGET_GONE");

        AssertOne(ViolationKind.RefusedButDelivered, "R: change #101 of user 0 (Edited of 11) was delivered at epoch 1, seq 12 before it was refused");
    }

    [Fact]
    public void Refused_WhileAnotherConnectionOfTheUserDidTheSame_IsFine()
    {
        var (refused, made) = (Invoke(ReactionOf(1)), Invoke(ReactionOf(1)));
        ShowAll(12, ReactionOf(1));
        Room.Changes.Refused(1, refused, "RATE_LIMITED");
        Room.Changes.Acknowledged(1, made, AckAt(12));

        _observed.FinishFine();
    }

    [Fact]
    public void Retry_ThatIsRefusedAfterAnUncertainOutcome_LeavesItOpen()
    {
        var key = Invoke(EditOf(5));
        Room.Changes.Refused(0, key, "UNAVAILABLE");
        Room.Changes.Invoked(0, 0, key, EditOf(5));
        Room.Changes.Refused(0, key, "VERSION_CONFLICT");
        ShowAll(12, EditOf(5));

        _observed.FinishFine();
    }

    [Fact]
    public void Retry_ThatMakesASecondChange_IsAKeyWindow()
    {
        var key = Invoke(EditOf(5));
        Room.Changes.Unknown(0, key);
        ShowAll(12, EditOf(5));
        Room.Changes.Invoked(0, 0, key, EditOf(5));
        ShowAll(13, EditOf(5));

        Assert.Contains(_observed.Findings.First, found => found.Kind is ViolationKind.KeyWindow);
    }

    [Fact]
    public void Retry_ThatIsAnsweredElsewhere_IsAKeyWindow()
    {
        var key = Invoke(EditOf(5));
        Room.Changes.Acknowledged(0, key, AckAt(12));
        ShowAll(12, EditOf(5));
        Room.Changes.Invoked(0, 0, key, EditOf(5));
        Room.Changes.Acknowledged(0, key, AckAt(13));

        AssertOne(ViolationKind.KeyWindow, "was acknowledged at epoch 1, seq 12, and its retry at epoch 1, seq 13");
    }

    [Fact]
    public void Change_BeforeWhatItsSenderHadAcknowledged_BreaksTheSendersOrder()
    {
        Ask(EditOf(5), 13);
        Room.Changes.Acknowledged(0, Invoke(EditOf(6)), AckAt(12));

        Assert.Equal(ViolationKind.SenderOrder, Assert.Single(_observed.Findings.First).Kind);
    }

    [Fact]
    public void Change_WithoutAnAnswer_IsUnanswered()
    {
        Invoke(PinOf(1));

        AssertOne(ViolationKind.Unanswered, "R: change #101 of user 1 (Pinned of 11) got no answer");
    }

    [Fact]
    public void Change_WhoseConnectionEnded_IsOpen()
    {
        Invoke(PinOf(1));
        Room.Gone(1);

        _observed.FinishFine();
    }

    [Fact]
    public void Join_ReplacesWhatWasShownBefore()
    {
        var key = Invoke(PinOf(1));
        Room.Changed(0, new Position(1, 12), 12, PinOf(1));
        Room.Changes.Unknown(1, key);
        Join(0, epoch: 1, head: 20);
        Shows(0, 20, Unchanged);

        Assert.Empty(_observed.Findings.First);
    }

    [Fact]
    public void Changes_OfMoreMessagesThanAreFollowed_LetTheOldestGo()
    {
        for (var seq = 12; seq < 12 + 1000; seq++)
        {
            Room.Changes.Unknown(1, Invoke(PinOf(1) with { Target = seq }));
        }

        Assert.False(Room.Changes.Knows(12));
        Assert.True(Room.Changes.Knows(1011));
        Shows(0, 2000, Unchanged with { Seq = 12, Pinned = true, Rev = 1500 });
        Assert.Empty(_observed.Findings.First);
    }

    private static MessageChange EditOf(ulong text) => new(ChangeKind.Edited, Message, 0, text);

    private static MessageChange ReactionOf(int user, bool on = true) => new(on ? ChangeKind.Reacted : ChangeKind.Unreacted, Message, user, Thumb);

    private static MessageChange PinOf(int user, bool on = true) => new(on ? ChangeKind.Pinned : ChangeKind.Unpinned, Message, user);

    private static ShownReaction Thumbs(int count, bool own = false) => new(Thumb, count, own);

    private long Invoke(MessageChange change)
    {
        Room.Changes.Invoked(change.User, change.User, ++_lastKey, change);
        return _lastKey;
    }

    /// <summary>A change that is asked for, acknowledged and delivered to some members.</summary>
    private void Ask(MessageChange change, long seq, params int[] to)
    {
        Room.Changes.Acknowledged(change.User, Invoke(change), AckAt(seq));
        foreach (var member in to)
        {
            Room.Changed(member, new Position(1, seq), seq, change);
        }
    }

    private void ShowAll(long seq, MessageChange change)
    {
        for (var member = 0; member < Members; member++)
        {
            Room.Changed(member, new Position(1, seq), seq, change);
        }
    }

    /// <summary>A change that goes as it should, and what the message looks like then, to all and to whose reaction is among them.</summary>
    private void ToAll(long seq, MessageChange change, ShownMessage shown, params int[] owners)
    {
        Ask(change, seq, 0, 1, 2);
        for (var member = 0; member < Members; member++)
        {
            Shows(member, seq, shown with { Reactions = [.. shown.Reactions.Select(reaction => reaction with { Own = owners.Contains(member) })] });
        }
    }

    /// <summary>Member 2 is shown a change, and then a message that is not as it should be.</summary>
    private void ShowAfter(MessageChange change, ShownMessage shown)
    {
        Ask(change, 12, 0, 1, 2);
        Shows(2, 12, shown);
    }

    private void Shows(int member, long upTo, ShownMessage shown) => Room.Changes.Shows(member, upTo, [shown]);

    private void EndWith(long upTo, ShownMessage shown)
    {
        for (var member = 0; member < Members; member++)
        {
            Room.Changes.ShowsInTheEnd(member, upTo, [shown]);
        }
    }

    private void Join(int member, long epoch, long head)
    {
        Room.Joining(member, member);
        Room.Joined(member, member, new Position(epoch, head), head);
    }

    private void AssertOne(ViolationKind kind, string text)
    {
        var found = _observed.FinishWithOne();
        Assert.Equal(kind, found.Kind);
        Assert.Contains(text, found.Text, StringComparison.Ordinal);
    }
}
