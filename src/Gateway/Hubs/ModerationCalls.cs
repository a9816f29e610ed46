using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Moderation;
using OrleansChat.Gateway.RateLimits;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Gateway.Validation;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Hubs;

/// <summary>What those may do who moderate a room; as <see cref="ChatCalls"/>.</summary>
internal sealed class ModerationCalls(RoomSessions rooms, RateLimiter limits, WordFilter filter, GatewayCounters counters)
{
    private const int LongestInterval = 3_600_000;

    public Task<Result> ModerateAsync(ClientConnection caller, ModerateRequest? request) =>
        Read(request, out var ruling) is { } bad
            ? Task.FromResult<Result>(Refuse(bad))
            : RuleAsync(caller, request!.Room, request.Key, ruling, request.Clock, request.Retry);

    public Task<Result> SetRoleAsync(ClientConnection caller, SetRoleRequest? request)
    {
        if (TextRules.CheckUser("user", request?.User) is { } bad)
        {
            return Task.FromResult<Result>(Refuse(bad));
        }

        return RoleNames.Parse(request!.Role) is not { } role
            ? Task.FromResult<Result>(Refuse(TextRules.Bad($"role must be one of {RoleNames.Choices}.")))
            : RuleAsync(caller, request.Room, request.Key, new RulingOf(RulingKind.Role, new UserId(request.User), Value: (int)role), request.Clock, request.Retry);
    }

    public async Task<Result> AuditAsync(ClientConnection caller, AuditRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        var reply = await rooms.RulingsAsync(caller, room);
        return reply.Value is { } kept ? new Audited(room.Value, [.. kept.Rulings.Select(Frames.Of)]) : Refuse(reply.Refusal!);
    }

    private Refused? Read(ModerateRequest? request, out RulingOf ruling)
    {
        ruling = default;
        if (RulingNames.Parse(request?.Action) is not { } kind)
        {
            return TextRules.Bad($"action must be one of {RulingNames.Choices}.");
        }

        var isOfRoom = kind is RulingKind.Slowed or RulingKind.Frozen or RulingKind.Unfrozen;
        if (isOfRoom ? request!.User is not null : TextRules.CheckUser("user", request!.User) is not null)
        {
            return isOfRoom ? TextRules.Bad($"user: {request.Action} is about the room; leave it out.") : TextRules.CheckUser("user", request.User);
        }

        if (request.Until is not null && (kind is not (RulingKind.Banned or RulingKind.Muted or RulingKind.Frozen) || request.Until <= 0))
        {
            return TextRules.Bad("until: for ban, mute and freeze alone, in Unix milliseconds.");
        }

        if (kind is RulingKind.Slowed ? request.IntervalMs is not (>= 0 and <= LongestInterval) : request.IntervalMs is not null)
        {
            return TextRules.Bad($"intervalMs: for slow, and for it alone, 0 to {LongestInterval}.");
        }

        var reason = request.Reason ?? "";
        if ((TextRules.CheckStatusText(reason) ?? (reason.Length == 0 ? null : filter.Admit(reason, out reason!))) is { } bad)
        {
            return bad;
        }

        ruling = new RulingOf(kind, request.User is { } user ? new UserId(user) : null, request.Until ?? 0, request.IntervalMs ?? 0, reason);
        return null;
    }

    private async Task<Result> RuleAsync(ClientConnection caller, string? code, string? key, RulingOf ruling, long? clock, bool? retry)
    {
        if (!RoomId.TryParse(code, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        if (TextRules.CheckKey(key) is { } bad)
        {
            return Refuse(bad);
        }

        var deadline = rooms.NewDeadline();
        if (await deadline.WaitAsync(limits.TakeAsync(RateLimitTier.Change, caller.Person.Id).AsTask()) is { } refused)
        {
            return Refuse(refused);
        }

        var reply = await rooms.RuleAsync(caller, room, key!, ruling, clock ?? 0, retry is true, deadline);
        return reply.Value is { } posted ? Answers.Of(posted) : Refuse(reply.Refusal!);
    }

    private Refusal Refuse(Refused refused)
    {
        counters.Refused();
        return Answers.Of(refused);
    }
}
