using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

/// <summary>Ann came first, so the room is hers.</summary>
public sealed class ModerationTests : IAsyncLifetime
{
    private GatewayUnderTest _gateway = null!;
    private Participant _ann = null!;
    private Participant _bob = null!;
    private string _room = null!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayUnderTest.StartAsync(("RateLimits:Change:Limit", "1000"), ("RateLimits:Message:Limit", "1000"));
        _room = GatewayUnderTest.NewRoom();
        _ann = await _gateway.JoinAsync("Ann", _room);
        _bob = await _gateway.JoinAsync("Bob", _room);
        await _ann.NextAsync<JoinedFrame>();
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Fact]
    public async Task Ban_AMember_AllAreToldInTheOrderAndHeIsOut()
    {
        var ack = await ModerateAsync("ban", _bob, reason: "rude");

        var frame = new ModeratedFrame(_room, ack.Epoch, ack.Seq, ack.Clock, ack.At, "ban", _ann.User, _bob.User, Reason: "rude");
        Assert.Equal(frame, await _bob.NextAsync<ModeratedFrame>());
        Assert.Equal(frame, await _ann.NextAsync<ModeratedFrame>());
        var left = await _ann.NextAsync<LeftFrame>();
        Assert.Equal((ack.Seq + 1, _bob.User, "removed", 1), (left.Seq, left.User, left.Reason, left.MemberCount));

        await _ann.Connection.SendAsync(_room, "he is gone");
        Assert.Equal(ChatErrorCode.NotAMember, (await _bob.RefusedAsync("Send", new SendRequest(_room, "k", "hello?"))).Code);
        var refused = await _bob.RefusedAsync("Join", new JoinRequest(_room));
        Assert.Equal((ChatErrorCode.Banned, false, null), (refused.Code, refused.Retryable, refused.RetryAfterMs));
        Assert.Contains("rude", refused.Message, StringComparison.Ordinal);
        await _bob.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Ban_OverSeveralConnections_EndsAllOfThemInThatRoomAlone()
    {
        var phone = await _gateway.ConnectAsync(_bob.User);
        await phone.Connection.JoinAsync(_room);
        var other = GatewayUnderTest.NewRoom();
        await phone.Connection.JoinAsync(other);

        await ModerateAsync("ban", _bob);
        await phone.NextAsync<ModeratedFrame>();
        await _bob.NextAsync<ModeratedFrame>();
        Assert.Equal("removed", await NextAsync<ModeratedFrame, LeftFrame>(_ann) is var left ? left.Reason : null);

        Assert.Equal(ChatErrorCode.NotAMember, (await phone.RefusedAsync("Send", new SendRequest(_room, "k", "hello?"))).Code);
        await phone.Connection.SendAsync(other, "here I may");
    }

    [Fact]
    public async Task Hello_ResumesARoomFromWhichOneWasBanned_IsDenied()
    {
        var joined = await _bob.Connection.JoinAsync(_room);
        await _gateway.LeaveAsync(_bob);
        await ModerateAsync("ban", _bob);

        var again = await _gateway.ConnectAsync(_bob.User);
        var welcome = await again.Connection.InvokeAsync("Hello", new HelloRequest(null, [new RoomPosition(_room, joined.Epoch, joined.Head)]));

        var outcome = Assert.Single(welcome.Deserialize<Welcome>(ChatJson.Options)!.Rooms!);
        Assert.Equal((RoomOutcome.Denied, ChatErrorCode.Banned), (outcome.Outcome, outcome.Error!.Code));
    }

    [Fact]
    public async Task Kick_HeMayComeBackOnTheSameConnection()
    {
        await ModerateAsync("kick", _bob);
        await _bob.NextAsync<ModeratedFrame>();
        await NextAsync<ModeratedFrame, LeftFrame>(_ann);

        var joined = await _bob.Connection.JoinAsync(_room);

        Assert.Equal(2, joined.MemberCount);
        await _bob.Connection.SendAsync(_room, "back");
        await _ann.NextAsync<JoinedFrame>();
        Assert.Equal("back", (await _ann.NextAsync<MessageFrame>()).Body);
    }

    [Fact]
    public async Task Mute_IsInTheAnswerOfJoinAndRefusesWithItsTime()
    {
        var until = DateTimeOffset.UtcNow.AddMinutes(10).ToUnixTimeMilliseconds();
        await ModerateAsync("mute", _bob, until: until);

        var error = await _bob.RefusedAsync("Send", new SendRequest(_room, "k", "hello?"));
        Assert.Equal((ChatErrorCode.Muted, false), (error.Code, error.Retryable));
        Assert.InRange(error.RetryAfterMs!.Value, 500_000, 600_000);
        Assert.Equal(until, (await _bob.Connection.JoinAsync(_room)).Rules!.MutedUntil);
        Assert.Null((await _ann.Connection.JoinAsync(_room)).Rules);
        await ModerateAsync("unmute", _bob);
        await _bob.Connection.SendAsync(_room, "thank you");
    }

    [Fact]
    public async Task SlowAndFreeze_BindMembersAndAreInTheAnswerOfJoin()
    {
        await ModerateAsync("slow", intervalMs: 60_000);
        await ModerateAsync("freeze");

        Assert.Equal(ChatErrorCode.RoomFrozen, (await _bob.RefusedAsync("Send", new SendRequest(_room, "1", "hello?"))).Code);
        Assert.Equal(new RoomRules(60_000, 0, null), (await _bob.Connection.JoinAsync(_room)).Rules);
        await ModerateAsync("unfreeze");
        await _bob.Connection.SendAsync(_room, "one");
        var slow = await _bob.RefusedAsync("Send", new SendRequest(_room, "2", "two"));
        Assert.Equal((ChatErrorCode.SlowMode, true), (slow.Code, slow.Retryable));
        Assert.InRange(slow.RetryAfterMs!.Value, 1, 60_000);
        await _ann.Connection.SendAsync(_room, "free");
        await _ann.Connection.SendAsync(_room, "as I please");
    }

    [Fact]
    public async Task SetRole_IsToldAndInTheAnswers()
    {
        Assert.Equal("owner", (await _ann.Connection.JoinAsync(_room)).Me.Role);
        var ack = await _ann.Connection.SetRoleAsync(new SetRoleRequest(_room, "r", _bob.User.Id, "moderator"));

        Assert.Equal(new RoleFrame(_room, ack.Epoch, ack.Seq, ack.Clock, ack.At, _bob.User, "moderator", _ann.User), await _bob.NextAsync<RoleFrame>());
        Assert.Equal("moderator", (await _bob.Connection.JoinAsync(_room)).Me.Role);
        Assert.Equal(["owner", "moderator"], (await _bob.Connection.MembersAsync(_room)).Members.Select(member => member.Role));
        await _bob.Connection.ModerateAsync(new ModerateRequest(_room, "f", "freeze"));
        var error = await _bob.RefusedAsync("Moderate", new ModerateRequest(_room, "k", "kick", _ann.User.Id));
        Assert.Equal((ChatErrorCode.Forbidden, false), (error.Code, error.Retryable));
    }

    [Fact]
    public async Task Token_SaysThatSomebodyModeratesAnyRoom_HeDoes()
    {
        var teacher = await _gateway.ConnectAsync(GatewayUnderTest.NewUser("Teacher"), "moderator");

        Assert.Equal("moderator", (await teacher.Connection.JoinAsync(_room)).Me.Role);
        Assert.Equal("moderator", (await _bob.NextAsync<JoinedFrame>()).Member.Role);
        await teacher.Connection.ModerateAsync(new ModerateRequest(_room, "k", "kick", _bob.User.Id));
        await _bob.NextAsync<ModeratedFrame>();
        Assert.Equal(ChatErrorCode.Forbidden, (await teacher.RefusedAsync("Moderate", new ModerateRequest(_room, "l", "kick", _ann.User.Id))).Code);
    }

    [Fact]
    public async Task Delete_ByWhoModerates_IsTold()
    {
        var oops = await _bob.Connection.SendAsync(_room, "oops");
        await _ann.Connection.DeleteAsync(new DeleteRequest(_room, "d", oops.Id));

        await _bob.NextAsync<MessageFrame>();
        Assert.Equal((oops.Id, _ann.User), await _bob.NextAsync<DeletedFrame>() is var deleted ? (deleted.Target, deleted.By) : default);
    }

    [Fact]
    public async Task Audit_ShowsToWhoModeratesWhoDidWhat()
    {
        await ModerateAsync("mute", _bob, reason: "loud");
        await _ann.Connection.SetRoleAsync(new SetRoleRequest(_room, "r", _bob.User.Id, "member"));

        var audited = await _ann.Connection.AuditAsync(new AuditRequest(_room));

        Assert.Equal([typeof(ModeratedFrame), typeof(RoleFrame)], audited.Entries.Select(entry => entry.GetType()));
        Assert.Equal(("mute", _ann.User, "loud"), audited.Entries[0] is ModeratedFrame mute ? (mute.Action, mute.By, mute.Reason) : default);
        Assert.Equal(ChatErrorCode.Forbidden, (await _bob.RefusedAsync("Audit", new AuditRequest(_room))).Code);
        Assert.Equal(ChatErrorCode.BadRequest, (await _ann.RefusedAsync("Audit", new AuditRequest(""))).Code);
    }

    [Fact]
    public async Task Fetch_After_HasWhatWasDecidedSince()
    {
        var said = await _bob.Connection.SendAsync(_room, "hello");
        await ModerateAsync("mute", _bob);

        var page = await _bob.Connection.FetchAsync(new FetchRequest(_room, After: said.Seq));

        Assert.Equal("mute", Assert.IsType<ModeratedFrame>(Assert.Single(page.Changes!)).Action);
    }

    [Fact]
    public async Task Moderate_SameKeyAgain_IsAnsweredAsBeforeAndToldOnce()
    {
        var first = await ModerateAsync("mute", _bob);
        var second = await ModerateAsync("mute", _bob);

        Assert.Equal(first with { Duplicate = true }, second);
        await _bob.NextAsync<ModeratedFrame>();
        await _bob.AssertNothingMoreAsync();
    }

    [Theory]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","user":"BOB"}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"explode","user":"BOB"}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"KICK","user":"BOB"}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":7,"user":"BOB"}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"kick"}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"kick","user":""}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"kick","user":"nobody-here"}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"kick","user":"BOB","until":99999999999999}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"ban","user":"BOB","until":-1}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"ban","user":"BOB","until":1}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"ban","user":"BOB","until":"tomorrow"}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"freeze","user":"BOB"}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"slow"}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"slow","intervalMs":-1}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"slow","intervalMs":3600001}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"kick","user":"BOB","intervalMs":5}""")]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"kick","user":"BOB","reason":"two\nlines"}""")]
    [InlineData("Moderate", """{"room":"ROOM","action":"kick","user":"BOB"}""")]
    [InlineData("Moderate", """{"key":"k","action":"kick","user":"BOB"}""")]
    [InlineData("SetRole", """{"room":"ROOM","key":"k","user":"BOB","role":"king"}""")]
    [InlineData("SetRole", """{"room":"ROOM","key":"k","user":"BOB"}""")]
    [InlineData("SetRole", """{"room":"ROOM","key":"k","role":"moderator"}""")]
    public async Task Moderate_Bad_IsRefusedAndTellsNobody(string method, string request)
    {
        var json = request.Replace("ROOM", _room, StringComparison.Ordinal).Replace("BOB", _bob.User.Id, StringComparison.Ordinal);

        var error = await _ann.RefusedAsync(method, JsonDocument.Parse(json).RootElement);

        Assert.Equal((ChatErrorCode.BadRequest, false), (error.Code, error.Retryable));
        await _bob.AssertNothingMoreAsync();
    }

    [Theory]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"kick","user":"ANN"}""", ChatErrorCode.Forbidden)]
    [InlineData("Moderate", """{"room":"ROOM","key":"k","action":"freeze"}""", ChatErrorCode.Forbidden)]
    [InlineData("SetRole", """{"room":"ROOM","key":"k","user":"ANN","role":"member"}""", ChatErrorCode.Forbidden)]
    [InlineData("Moderate", """{"room":"ELSEWHERE","key":"k","action":"freeze"}""", ChatErrorCode.NotAMember)]
    public async Task Moderate_ByWhoMayNot_IsRefusedAndTellsNobody(string method, string request, string code)
    {
        var json = request.Replace("ROOM", _room, StringComparison.Ordinal).Replace("ANN", _ann.User.Id, StringComparison.Ordinal);

        Assert.Equal(code, (await _bob.RefusedAsync(method, JsonDocument.Parse(json).RootElement)).Code);
        await _ann.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Moderate_TooLongAReason_IsRefusedWithTheLimit()
    {
        var error = await _ann.RefusedAsync("Moderate", new ModerateRequest(_room, "k", "kick", _bob.User.Id, Reason: new string('x', 141)));

        Assert.Equal((ChatErrorCode.TooLarge, 140), (error.Code, error.Limit));
    }

    private static async Task<TSecond> NextAsync<TFirst, TSecond>(Participant participant)
        where TFirst : Frame
        where TSecond : Frame
    {
        await participant.NextAsync<TFirst>();
        return await participant.NextAsync<TSecond>();
    }

    private Task<Ack> ModerateAsync(string action, Participant? user = null, long? until = null, int? intervalMs = null, string? reason = null) =>
        _ann.Connection.ModerateAsync(new ModerateRequest(_room, $"{action}-{user?.User.Id}", action, user?.User.Id, until, intervalMs, reason));
}
