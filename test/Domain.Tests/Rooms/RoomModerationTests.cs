using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomModerationTests
{
    private readonly RoomDriver _room = new(new RoomLimits { RingMessages = 5 });

    public RoomModerationTests()
    {
        _room.Join("ann");
        _room.Join("bob", gateway: RoomDriver.There);
        _room.Join("cid");
        _room.Take();
    }

    [Fact]
    public void Join_FirstOfAll_OwnsTheRoom()
    {
        Assert.Equal(RoomRole.Owner, _room.Join("ann").Value!.Role);
        Assert.Equal(RoomRole.Member, _room.Join("bob", gateway: RoomDriver.There).Value!.Role);
        Assert.Equal([RoomRole.Owner, RoomRole.Member, RoomRole.Member], _room.Members("ann").Value!.Members.Select(member => member.Role));
    }

    [Fact]
    public void Join_RoleOfTheAccessToken_IsTheRoleHere()
    {
        Assert.Equal(RoomRole.Moderator, _room.Join("dan", role: RoomRole.Moderator).Value!.Role);
        Assert.Equal(RoomRole.Moderator, Assert.IsType<MemberJoined>(Assert.Single(_room.Take())).Role);
        Assert.NotNull(_room.Rule("dan", "k", RulingKind.Kicked, "bob").Value);
    }

    [Fact]
    public void Rule_Ban_IsAnEntryWithTheNextNumberAndNothingOfHimFollows()
    {
        var said = _room.Post("bob", "m", gateway: RoomDriver.There).Value!;
        _room.Take();

        var banned = _room.Rule("ann", "b", RulingKind.Banned, "bob", reason: "rude").Value!;

        Assert.Equal((said.Seq + 1, said.Clock + 1), (banned.Seq, banned.Clock));
        var ruling = Assert.IsType<Ruling>(Assert.Single(_room.Take()));
        Assert.Equal((RulingKind.Banned, Sample.Person("bob"), "rude", Sample.Person("ann")), (ruling.Kind, ruling.Subject, ruling.Body, ruling.From));
        Assert.Equal(ChatErrorCode.Banned, _room.Post("bob", "n", gateway: RoomDriver.There).Refusal?.Code);
        Assert.Equal(ChatErrorCode.Banned, _room.React("bob", "r", said, "x", gateway: RoomDriver.There).Refusal?.Code);
        Assert.NotNull(_room.Type("bob", gateway: RoomDriver.There).Refusal);
        Assert.NotNull(_room.Fetch("bob", gateway: RoomDriver.There).Refusal);
        Assert.Empty(_room.Take());
    }

    [Fact]
    public void Rule_Ban_WhatWasSaidBeforeIsAnsweredAgainAsItWas()
    {
        // Whether the first answer came or not, the message is in the room; but to him the room is closed, and says so.
        _room.Post("bob", "m", gateway: RoomDriver.There);
        _room.Rule("ann", "b", RulingKind.Banned, "bob");

        Assert.Equal(ChatErrorCode.Banned, _room.Post("bob", "m", gateway: RoomDriver.There).Refusal?.Code);
        Assert.Equal(["hi"], _room.Fetch("ann").Value!.Entries.Select(entry => entry.Body));
    }

    [Fact]
    public void Rule_Ban_HisGatewaySaysThatHeIsGoneAndHeCannotComeBackUntilItIsOver()
    {
        _room.Rule("ann", "b", RulingKind.Banned, "bob", until: _room.Now + 60_000, reason: "rude");
        _room.Take();
        _room.Leave("bob", gateway: RoomDriver.There, reason: LeaveReason.Removed);

        Assert.Equal(LeaveReason.Removed, Assert.IsType<MemberLeft>(Assert.Single(_room.Take())).Reason);
        var refused = _room.Join("bob", gateway: RoomDriver.There).Refusal!;
        Assert.Equal((ChatErrorCode.Banned, 60_000), (refused.Code, refused.RetryAfterMs));
        Assert.Contains("rude", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ChatErrorCode.Banned, _room.Join("bob", gateway: RoomDriver.There, resumes: new Position(RoomDriver.Epoch, RoomDriver.Before + 1)).Refusal?.Code);

        _room.Now += 60_000;
        Assert.NotNull(_room.Join("bob", gateway: RoomDriver.There).Value);
        Assert.NotNull(_room.Post("bob", "n", gateway: RoomDriver.There).Value);
    }

    [Fact]
    public void Rule_Unban_HeMayComeBack()
    {
        _room.Rule("ann", "b", RulingKind.Banned, "bob");
        _room.Leave("bob", gateway: RoomDriver.There, reason: LeaveReason.Removed);
        _room.Rule("ann", "u", RulingKind.Unbanned, "bob");

        Assert.NotNull(_room.Join("bob", gateway: RoomDriver.There).Value);
    }

    [Fact]
    public void Rule_BanOfWhoIsNotHere_KeepsHimOut()
    {
        Assert.NotNull(_room.Rule("ann", "b", RulingKind.Banned, "eve").Value);
        Assert.Equal(ChatErrorCode.Banned, _room.Join("eve").Refusal?.Code);
    }

    [Fact]
    public void Rule_Kick_HeMayComeBackOverAnotherConnectionAtOnce()
    {
        _room.Rule("ann", "k", RulingKind.Kicked, "bob");

        Assert.Equal(ChatErrorCode.NotAMember, _room.Post("bob", "m", gateway: RoomDriver.There).Refusal?.Code);
        Assert.NotNull(_room.Join("bob", gateway: RoomDriver.There).Refusal);
        Assert.NotNull(_room.Join("bob", number: 2).Value);
        Assert.NotNull(_room.Post("bob", "m").Value);

        // Only now his gateway has let go of the first connection.
        _room.Take();
        _room.Leave("bob", gateway: RoomDriver.There, reason: LeaveReason.Removed);
        Assert.Empty(_room.Take());
        Assert.NotNull(_room.Post("bob", "n").Value);
    }

    [Fact]
    public void Rule_KickOfWhoLingers_HeIsGoneAtOnce()
    {
        _room.Drop("bob", gateway: RoomDriver.There);
        _room.Take();
        _room.Rule("ann", "k", RulingKind.Kicked, "bob");

        Assert.Equal([typeof(Ruling), typeof(MemberLeft)], _room.Take().Select(told => told.GetType()));
        Assert.Equal(2, _room.Members("ann").Value!.Count);
        _room.Pass(TimeSpan.FromMinutes(1));
        Assert.Empty(_room.Take());
    }

    [Fact]
    public void Rule_KickedAndHisConnectionDrops_HeDoesNotLinger()
    {
        _room.Rule("ann", "k", RulingKind.Kicked, "bob");
        _room.Take();
        _room.Drop("bob", gateway: RoomDriver.There);

        Assert.IsType<MemberLeft>(Assert.Single(_room.Take()));
    }

    [Fact]
    public void Rule_Removes_EndsHisTyping()
    {
        _room.Type("bob", gateway: RoomDriver.There);
        _room.Take();
        _room.Rule("ann", "k", RulingKind.Kicked, "bob");

        Assert.Contains(_room.Take(), told => told is TypingChanged { On: false });
    }

    [Fact]
    public void Rule_Mute_HeReadsAndSaysNothingUntilItIsOver()
    {
        var said = _room.Post("bob", "m", gateway: RoomDriver.There).Value!;
        _room.Rule("ann", "k", RulingKind.Muted, "bob", until: _room.Now + 1000);

        var refused = _room.Post("bob", "n", gateway: RoomDriver.There).Refusal!;
        Assert.Equal((ChatErrorCode.Muted, 1000), (refused.Code, refused.RetryAfterMs));
        Assert.Equal(ChatErrorCode.Muted, _room.Edit("bob", "e", said, "x", gateway: RoomDriver.There).Refusal?.Code);
        Assert.Equal(ChatErrorCode.Muted, _room.Type("bob", gateway: RoomDriver.There).Refusal?.Code);
        Assert.True(_room.Post("bob", "m", gateway: RoomDriver.There).Value?.Duplicate);
        Assert.NotNull(_room.Read("bob", said.Seq, RoomDriver.There).Value);
        Assert.NotNull(_room.Fetch("bob", gateway: RoomDriver.There).Value);

        _room.Now += 1000;
        Assert.NotNull(_room.Post("bob", "n", gateway: RoomDriver.There).Value);
    }

    [Fact]
    public void Rule_Freeze_OnlyWhoModeratesSpeaks()
    {
        _room.Rule("ann", "f", RulingKind.Frozen);

        Assert.Equal(ChatErrorCode.RoomFrozen, _room.Post("bob", "m", gateway: RoomDriver.There).Refusal?.Code);
        Assert.NotNull(_room.Post("ann", "m").Value);
        _room.Rule("ann", "u", RulingKind.Unfrozen);
        Assert.NotNull(_room.Post("bob", "m", gateway: RoomDriver.There).Value);
    }

    [Fact]
    public void Rule_Slow_OneMessageInTheTimeAndModeratorsFreely()
    {
        _room.Post("bob", "1", gateway: RoomDriver.There);
        _room.Now += 400;
        _room.Rule("ann", "s", RulingKind.Slowed, value: 1000);

        // What was said before the rule counts, too.
        var refused = _room.Post("bob", "2", gateway: RoomDriver.There).Refusal!;
        Assert.Equal((ChatErrorCode.SlowMode, 600), (refused.Code, refused.RetryAfterMs));
        _room.Now += 600;
        Assert.NotNull(_room.Post("bob", "2", gateway: RoomDriver.There).Value);
        Assert.Equal(1000, _room.Post("bob", "3", gateway: RoomDriver.There).Refusal?.RetryAfterMs);
        Assert.True(_room.Post("bob", "2", gateway: RoomDriver.There).Value?.Duplicate);
        Assert.NotNull(_room.Post("cid", "1").Value);
        Assert.NotNull(_room.Post("ann", "1").Value);
        Assert.NotNull(_room.Post("ann", "2").Value);

        _room.Rule("ann", "t", RulingKind.Slowed, value: 0);
        Assert.NotNull(_room.Post("bob", "3", gateway: RoomDriver.There).Value);
    }

    [Fact]
    public void Post_RefusedForAnotherReason_DoesNotCountAsSaid()
    {
        _room.Rule("ann", "s", RulingKind.Slowed, value: 1000);

        Assert.Equal(ChatErrorCode.TargetGone, _room.Answer("bob", "1", new Posted("x", 1, 1, 1, 1, false), gateway: RoomDriver.There).Refusal?.Code);
        Assert.NotNull(_room.Post("bob", "2", gateway: RoomDriver.There).Value);
    }

    [Fact]
    public void Rule_Role_GivesWhatTheRoleMay()
    {
        Assert.Equal(ChatErrorCode.Forbidden, _room.Rule("cid", "k", RulingKind.Kicked, "bob").Refusal?.Code);
        _room.Rule("ann", "r", RulingKind.Role, "cid", value: (int)RoomRole.Moderator);
        Assert.NotNull(_room.Rule("cid", "k", RulingKind.Kicked, "bob").Value);
        Assert.Equal(ChatErrorCode.Forbidden, _room.Rule("cid", "l", RulingKind.Role, "bob", value: (int)RoomRole.Member).Refusal?.Code);

        _room.Rule("ann", "s", RulingKind.Role, "cid", value: (int)RoomRole.Member);
        Assert.Equal(ChatErrorCode.Forbidden, _room.Rule("cid", "m", RulingKind.Frozen).Refusal?.Code);
    }

    [Theory]
    [InlineData("cid", RulingKind.Kicked, "ann", 0)]
    [InlineData("cid", RulingKind.Banned, "cid", 0)]
    [InlineData("cid", RulingKind.Role, "bob", (int)RoomRole.Admin)]
    [InlineData("cid", RulingKind.Role, "ann", (int)RoomRole.Member)]
    [InlineData("ann", RulingKind.Role, "bob", (int)RoomRole.Owner)]
    [InlineData("ann", RulingKind.Kicked, "ann", 0)]
    [InlineData("bob", RulingKind.Slowed, null, 5)]
    public void Rule_OfOnesEqualOrAbove_IsForbidden(string user, RulingKind kind, string? subject, int value)
    {
        _room.Rule("ann", "r", RulingKind.Role, "cid", value: (int)RoomRole.Admin);
        _room.Take();

        var gateway = user == "bob" ? RoomDriver.There : RoomDriver.Here;
        Assert.Equal(ChatErrorCode.Forbidden, _room.Rule(user, "k", kind, subject, value: value, gateway: gateway).Refusal?.Code);
        Assert.Empty(_room.Take());
    }

    [Fact]
    public void Rule_BadWishes_AreRefusedWithWhatToChange()
    {
        Assert.Equal(ChatErrorCode.BadRequest, _room.Rule("ann", "k", RulingKind.Kicked, "eve").Refusal?.Code);
        Assert.Equal(ChatErrorCode.BadRequest, _room.Rule("ann", "k", RulingKind.Banned, "bob", until: _room.Now).Refusal?.Code);
        Assert.Equal(ChatErrorCode.NotAMember, _room.Rule("eve", "k", RulingKind.Kicked, "bob").Refusal?.Code);
    }

    [Fact]
    public void Rule_SameKeyAgain_IsAnsweredAsBeforeAndTellsNobody()
    {
        var first = _room.Rule("ann", "k", RulingKind.Banned, "bob").Value!;
        _room.Take();

        Assert.Equal(first with { Duplicate = true }, _room.Rule("ann", "k", RulingKind.Banned, "bob").Value);
        Assert.Equal(ChatErrorCode.KeyReused, _room.Rule("ann", "k", RulingKind.Muted, "bob").Refusal?.Code);
        Assert.Equal(ChatErrorCode.KeyReused, _room.Post("ann", "k").Refusal?.Code);
        Assert.Empty(_room.Take());
    }

    [Fact]
    public void Rule_MoreThanCanHold_IsRefusedUntilSomethingIsTakenBack()
    {
        for (var number = 0; number < Rulings.Capacity; number++)
        {
            Assert.NotNull(_room.Rule("ann", $"b{number}", RulingKind.Banned, $"u{number}").Value);
        }

        Assert.Equal(ChatErrorCode.TooLarge, _room.Rule("ann", "x", RulingKind.Banned, "eve").Refusal?.Code);
        Assert.NotNull(_room.Rule("ann", "y", RulingKind.Unbanned, "u0").Value);
        Assert.NotNull(_room.Rule("ann", "z", RulingKind.Banned, "eve").Value);
    }

    [Fact]
    public void Delete_ByWhoModerates_IsAcceptedForWhoIsBelow()
    {
        var (byBob, byAnn) = (_room.Post("bob", "m", gateway: RoomDriver.There).Value!, _room.Post("ann", "m").Value!);
        Assert.Equal(ChatErrorCode.Forbidden, _room.Edit("ann", "f", byBob, "x").Refusal?.Code);
        _room.Rule("ann", "r", RulingKind.Role, "cid", value: (int)RoomRole.Moderator);

        Assert.NotNull(_room.Change("cid", "d", ChangeKind.Deleted, byBob).Value);
        Assert.Equal(ChatErrorCode.Forbidden, _room.Change("cid", "e", ChangeKind.Deleted, byAnn).Refusal?.Code);
    }

    [Fact]
    public void Audit_ShowsAllToWhoModerates()
    {
        _room.Rule("ann", "1", RulingKind.Banned, "bob");
        _room.Rule("ann", "2", RulingKind.Unbanned, "bob");
        _room.PostMany("cid", 20);

        Assert.Equal([RulingKind.Banned, RulingKind.Unbanned], _room.Room.Audit(Query("ann")).Value!.Rulings.Select(ruling => ruling.Kind));
        Assert.Equal(ChatErrorCode.Forbidden, _room.Room.Audit(Query("cid")).Refusal?.Code);

        static ListRulings Query(string user) => new(new GatewayId(RoomDriver.Here), new UserId(user));
    }

    [Fact]
    public void Rulings_OutliveTheMessagesAroundThem()
    {
        var ban = _room.Rule("ann", "1", RulingKind.Banned, "bob").Value!;
        _room.PostMany("cid", 20);

        Assert.Contains(ban.Seq, _room.Kept);
        Assert.Equal([ban.Seq], _room.Join("cid", history: 0).Value!.Entries.Select(entry => entry.Seq));
        Assert.Contains(_room.Fetch("cid", after: _room.Room.WholeFrom).Value!.Entries, entry => entry is MessagePosted);
    }

    [Fact]
    public void Fetch_AfterAPlace_HasWhatWasDecidedSince()
    {
        var first = _room.Post("cid", "1").Value!;
        var ban = _room.Rule("ann", "1", RulingKind.Banned, "bob").Value!;
        _room.Post("cid", "2");

        Assert.Contains(ban.Seq, _room.Fetch("cid", after: first.Seq).Value!.Entries.Select(entry => entry.Seq));
        Assert.DoesNotContain(ban.Seq, _room.Fetch("cid", after: ban.Seq).Value!.Entries.Select(entry => entry.Seq));
        var step = _room.Fetch("cid", after: first.Seq, limit: 1).Value!;
        Assert.Equal((true, ban.Seq), (step.HasMore, step.To));
    }

    [Fact]
    public void Forgotten_AllGoes()
    {
        _room.Rule("ann", "1", RulingKind.Banned, "bob");
        _room.Leave("bob", gateway: RoomDriver.There, reason: LeaveReason.Removed);
        _room.Leave("ann");
        _room.Leave("cid");

        Assert.True(_room.Room.IsForgotten);
        Assert.Equal(RoomRole.Owner, _room.Join("bob", gateway: RoomDriver.There).Value?.Role);
    }

    [Fact]
    public void Recover_WhatWasDecidedAndWhoMadeTheRoom_AreTakenOver()
    {
        const long before = RoomDriver.Epoch - 1000;
        var ban = Sample.Ruling((before << 10) + 5, RulingKind.Banned, "bob", epoch: before);
        var offer = Sample.Offer(RoomDriver.Here, before, ban.Seq, ["ann", "cid"], [ban]) with { Founder = new UserId("cid") };
        var stale = Sample.Offer(RoomDriver.There, before, ban.Seq - 1, ["bob"]);
        var room = new RoomDriver();

        var catchUps = room.Recover(offer, stale);

        Assert.Equal(["ann", "cid"], room.Members("ann").Value!.Members.Select(member => member.Person.Id.Value));
        Assert.Equal(RoomRole.Owner, room.Room.RoleOf(new UserId("cid")));
        Assert.Equal([ban.Seq], catchUps[new GatewayId(RoomDriver.There)].Missed.Select(entry => entry.Seq));
        Assert.Equal(ChatErrorCode.Banned, room.Join("bob", number: 2).Refusal?.Code);
        Assert.Equal(ChatErrorCode.Banned, room.Post("bob", "m").Refusal?.Code);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Recover_KickedAndTheGatewayHasHeardOfItOrNot_OnlyWhoCameBackSinceStays(int head, bool isMember)
    {
        const long before = RoomDriver.Epoch - 1000;
        var kick = Sample.Ruling((before << 10) + 5, RulingKind.Kicked, "bob", epoch: before);
        var room = new RoomDriver();

        room.Recover(
            Sample.Offer(RoomDriver.Here, before, kick.Seq, ["ann"], [kick]),
            Sample.Offer(RoomDriver.There, before, (before << 10) + head, ["bob"], head == 5 ? [kick] : []));

        Assert.Equal(isMember, room.Members("ann").Value!.Members.Any(member => member.Person.Id.Value == "bob"));
    }

    [Fact]
    public void Attach_BringsABanThatTheRoomDidNotKnow_HeMustGo()
    {
        const long before = RoomDriver.Epoch - 1000;
        var ban = Sample.Ruling((before << 10) + 5, RulingKind.Banned, "bob", epoch: before);
        var room = new RoomDriver();
        room.Recover(Sample.Offer(RoomDriver.There, before, ban.Seq - 1, ["bob"]));
        room.Take();

        room.Attach(Sample.Offer(RoomDriver.Here, before, ban.Seq, ["ann"], [ban]));

        Assert.Contains(room.Take(), told => told is LateEntries { Entries: [Ruling { Kind: RulingKind.Banned }] });
        Assert.Equal(ChatErrorCode.Banned, room.Post("bob", "m", gateway: RoomDriver.There).Refusal?.Code);
    }
}
