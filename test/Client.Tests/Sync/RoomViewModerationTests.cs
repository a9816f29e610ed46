using OrleansChat.Client.Sync;
using OrleansChat.Contracts;
using static OrleansChat.Client.Tests.Sync.Frames;

namespace OrleansChat.Client.Tests.Sync;

/// <summary>The user is Ann.</summary>
public sealed class RoomViewModerationTests
{
    private readonly RoomView _view = new("R");

    public RoomViewModerationTests() => _view.Apply(Joined(5, 1, [], Ann, Ben), Start);

    [Fact]
    public void Apply_Role_IsTheMembers()
    {
        var changes = _view.Apply(new RoleFrame("R", 1, 6, 6, 6, Ben, "moderator", Ann), Start);

        Assert.Equal([new RoleChanged(Ben, "moderator", Ann)], changes);
        Assert.Equal("moderator", _view.Members.Single(member => member.Id == Ben.Id).Role);
    }

    [Fact]
    public void Apply_RoleWhileMembersAreAskedFor_OutlivesTheAnswer()
    {
        _view.Asked(new RoomNeed(RoomCall.Members, Start));
        _view.Apply(new RoleFrame("R", 1, 6, 6, 6, Ben, "moderator", Ann), Start);
        _view.Apply(new MemberPage("R", [Member(Ann), Member(Ben)], 2, false));

        Assert.Equal("moderator", _view.Members.Single(member => member.Id == Ben.Id).Role);
    }

    [Fact]
    public void Apply_RoleOfWhoIsOnlyInTheAnswer_OutlivesIt()
    {
        var cid = new UserInfo("cid", "Cid");
        _view.Asked(new RoomNeed(RoomCall.Members, Start));
        _view.Apply(new RoleFrame("R", 1, 6, 6, 6, cid, "admin", Ann), Start);
        _view.Apply(new MemberPage("R", [Member(Ann), Member(cid)], 2, false));

        Assert.Equal("admin", _view.Members.Single(member => member.Id == "cid").Role);
    }

    [Theory]
    [InlineData("mute")]
    [InlineData("ban")]
    public void Apply_DecidedAboutAnother_IsShownInItsPlace(string action)
    {
        var frame = Moderated(6, action, Ben);

        Assert.Equal([new Moderated(frame)], _view.Apply(frame, Start));
        Assert.Equal(new RoomPosition("R", 1, 6), _view.Position);
        Assert.False(_view.Closed);
    }

    [Theory]
    [InlineData("kick", ChatErrorCode.NotAMember)]
    [InlineData("ban", ChatErrorCode.Banned)]
    public void Apply_ToldToLeave_Ends(string action, string code)
    {
        var changes = _view.Apply(Moderated(6, action, Ann, "rude"), Start);

        Assert.IsType<Moderated>(changes[0]);
        var closed = Assert.IsType<RoomClosed>(changes[1]);
        Assert.Equal(code, closed.Error!.Code);
        Assert.EndsWith(": rude", closed.Error.Message, StringComparison.Ordinal);
        Assert.True(_view.Closed);
    }

    [Fact]
    public void Apply_EpochSaysThatTheUserWasToldToLeave_Ends()
    {
        var changes = _view.Apply(new EpochFrame("R", 2, 9, Recovered: true, [], [Moderated(8, "kick", Ann)]), Start);

        Assert.IsType<RoomClosed>(changes[^1]);
    }

    [Fact]
    public void Apply_ResumedAfterAnEarlierKick_GoesOn()
    {
        var joined = Joined(9, 1, [], Ann, Ben) with { Changes = [Moderated(7, "kick", Ann)] };

        var changes = _view.Apply(new RoomOutcome("R", RoomOutcome.Resumed, joined), Start);

        Assert.Contains(changes, change => change is Moderated);
        Assert.False(_view.Closed);
    }

    private static ModeratedFrame Moderated(long seq, string action, UserInfo user, string? reason = null) =>
        new("R", 1, seq, seq, seq, action, Ben, user, Reason: reason);
}
