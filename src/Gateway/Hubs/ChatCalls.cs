using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Moderation;
using OrleansChat.Gateway.Presence;
using OrleansChat.Gateway.RateLimits;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Gateway.Validation;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Hubs;

/// <summary>What a client may ask, whatever it came over: each call checks what the client sent, calls, and answers. Nothing is kept here.</summary>
internal sealed class ChatCalls(
    RoomSessions rooms,
    ConnectionSessions connections,
    PresenceWatches watches,
    RateLimiter limits,
    LimitsReport limitsReport,
    WordFilter filter,
    GatewayIdentity identity,
    GatewayCounters counters,
    IOptions<GatewayOptions> options,
    TimeProvider time)
{
    private const int DefaultHistory = 100;
    private const int DefaultPage = 50;
    private const int LargestPage = 100;

    /// <summary>Lets a connection in, or tells it goodbye and why.</summary>
    public async Task<Refused?> OpenAsync(ClientConnection caller)
    {
        var refused = await connections.OpenAsync(caller);
        if (refused is not null)
        {
            caller.Outbox.Enqueue(Fanout.FrameEncoder.Encode(new ByeFrame(refused.Code, refused.Message, "stop")));
        }

        return refused;
    }

    /// <summary>The connection has ended.</summary>
    public Task CloseAsync(ClientConnection caller) => connections.CloseAsync(caller);

    public async Task<object> HelloAsync(ClientConnection caller, HelloRequest? request)
    {
        if (request?.Device is { Length: > 64 })
        {
            return Refuse(TextRules.Bad("The device name is longer than 64 characters."));
        }

        if (request?.Rooms is not { } positions)
        {
            return NewWelcome(caller, null);
        }

        if (positions.Count > options.Value.RoomsPerConnection || positions.Any(position => position is null || position.Epoch < 0 || position.Seq < 0))
        {
            return Refuse(TextRules.Bad($"rooms: name at most {options.Value.RoomsPerConnection}, each with an epoch and a seq that are not negative."));
        }

        var outcomes = await Task.WhenAll(positions.Select(position => ResumeAsync(caller, position)));
        return new Answer(
            NewWelcome(caller, [.. outcomes.Select(outcome => outcome.Outcome)]),
            () => Array.ForEach(outcomes, outcome => outcome.Joined?.Release()));
    }

    public async Task<object> JoinAsync(ClientConnection caller, JoinRequest? request)
    {
        if (request is null || !RoomId.TryParse(request.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        var history = request.History ?? DefaultHistory;
        if (history is < 0 or > DefaultHistory)
        {
            return Refuse(TextRules.Bad($"history must be 0 to {DefaultHistory}."));
        }

        var reply = await rooms.JoinAsync(caller, room, history);
        return reply.Value is { } joined
            ? new Answer(Answers.Of(joined.Snapshot, room, caller.Person, history, Now), joined.Release)
            : Refuse(reply.Refusal!);
    }

    public async Task<object> JoinManyAsync(ClientConnection caller, JoinRequest[]? requests)
    {
        if (requests is null || requests.Length is 0 || requests.Length > options.Value.RoomsPerConnection)
        {
            return Refuse(TextRules.Bad($"Name 1 to {options.Value.RoomsPerConnection} rooms."));
        }

        var outcomes = await Task.WhenAll(requests.Select(request => JoinOneOfManyAsync(caller, request)));
        return new Answer(
            new JoinedMany([.. outcomes.Select(outcome => outcome is Answer answer ? answer.Result : outcome)]),
            () =>
            {
                foreach (var answer in outcomes.OfType<Answer>())
                {
                    answer.AfterWritten();
                }
            });
    }

    private async Task<(RoomOutcome Outcome, JoinedRoom? Joined)> ResumeAsync(ClientConnection caller, RoomPosition position)
    {
        if (!RoomId.TryParse(position.Room, out var room))
        {
            return (Denied(position.Room, TextRules.Bad($"room: {RoomId.Rule}.")), null);
        }

        try
        {
            var resumed = new Position(position.Epoch, position.Seq);
            var reply = await rooms.JoinAsync(caller, room, DefaultHistory, resumed);
            return reply switch
            {
                { Value: { } joined } => (Answers.Of(joined.Snapshot, room, caller.Person, resumed, Now), joined),
                { Refusal.Code: RoomRefusals.GoneCode } => (new RoomOutcome(room.Value, RoomOutcome.Gone), null),
                _ => (Denied(room.Value, reply.Refusal!), null),
            };
        }
        catch (Exception exception) when (FaultFilter.IsOutage(exception))
        {
            counters.Refused();
            return (new RoomOutcome(room.Value, RoomOutcome.Denied, Error: FaultFilter.Unavailable.Error), null);
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private RoomOutcome Denied(string room, Refused refused) => new(room, RoomOutcome.Denied, Error: Refuse(refused).Error);

    private Welcome NewWelcome(ClientConnection caller, IReadOnlyList<RoomOutcome>? outcomes) => new(
        new UserInfo(caller.Person.Id.Value, caller.Person.Name),
        Now,
        limitsReport.Limits,
        identity.Info,
        caller.TokenExpiresAt?.ToUnixTimeMilliseconds(),
        outcomes);

    /// <summary>An outage of one room is that room's outcome: the others were joined, and their answers let their events go.</summary>
    private async Task<object> JoinOneOfManyAsync(ClientConnection caller, JoinRequest request)
    {
        try
        {
            return await JoinAsync(caller, request);
        }
        catch (Exception exception) when (FaultFilter.IsOutage(exception))
        {
            counters.Refused();
            return FaultFilter.Unavailable;
        }
    }

    public async Task<Result> LeaveAsync(ClientConnection caller, LeaveRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        if (caller.Find(room) is { } subscription)
        {
            await rooms.LeaveAsync(caller, subscription, LeaveReason.Left);
        }

        return new Done();
    }

    public async ValueTask<Result> SendAsync(ClientConnection caller, SendRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        if ((TextRules.CheckKey(request!.Key) ?? TextRules.CheckBody(request.Body, options.Value.BodyCharacters)
            ?? TextRules.CheckMentions(request.Mentions, options.Value.Mentions)) is { } bad)
        {
            return Refuse(bad);
        }

        Position? replyTo = null;
        if (request.ReplyTo is { } id)
        {
            if (TextRules.CheckId("replyTo", id, out var target) is { } unread)
            {
                return Refuse(unread);
            }

            replyTo = target;
        }

        var deadline = rooms.NewDeadline();
        var taken = limits.TakeAsync(RateLimitTier.Message, caller.Person.Id);
        if ((taken.IsCompletedSuccessfully ? taken.Result : await deadline.WaitAsync(taken.AsTask())) is { } refused)
        {
            return Refuse(refused);
        }

        if (filter.Admit(request.Body, out var body) is { } filtered)
        {
            return Refuse(filtered);
        }

        UserId[]? mentions = request.Mentions is { Count: > 0 } users ? [.. users.Select(static user => new UserId(user))] : null;
        var draft = new Draft(request.Key, body, request.Clock ?? 0, request.Retry is true, replyTo, mentions);
        var reply = await rooms.PostAsync(caller, room, draft, deadline);
        if (reply.Value is not { } posted)
        {
            return Refuse(reply.Refusal!);
        }

        counters.MessageAccepted();
        return Answers.Of(posted);
    }

    public async Task<Result> TypingAsync(ClientConnection caller, TypingRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        // A repeated signal says nothing new: it is taken and kept from the room, so that a busy keyboard costs no calls.
        if (caller.Find(room) is { } subscription && !subscription.Typing.Passes(request!.On, time.GetTimestamp(), time, options.Value.TypingInterval))
        {
            return new Done();
        }

        var deadline = rooms.NewDeadline();
        var refused = await deadline.WaitAsync(limits.TakeAsync(RateLimitTier.Typing, caller.Person.Id).AsTask());
        return refused is null ? DoneOr(await rooms.SetTypingAsync(caller, room, request!.On, deadline)) : Refuse(refused);
    }

    public async Task<Result> MarkReadAsync(ClientConnection caller, MarkReadRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        return request!.Seq < 0
            ? Refuse(TextRules.Bad("seq must not be negative."))
            : DoneOr(await rooms.MarkReadAsync(caller, room, request.Seq));
    }

    public async Task<Result> SetPresenceAsync(ClientConnection caller, SetPresenceRequest? request)
    {
        if (PresenceWords.Parse(request?.Status) is not { } status)
        {
            return Refuse(TextRules.Bad($"status must be one of {PresenceWords.Choices}."));
        }

        var text = request!.Text;
        if ((TextRules.CheckStatusText(text) ?? (text is null ? null : filter.Admit(text, out text))) is { } bad)
        {
            return Refuse(bad);
        }

        var refused = await limits.TakeAsync(RateLimitTier.Presence, caller.Person.Id) ?? await connections.SetPresenceAsync(caller, status, text);
        return refused is null ? new Done() : Refuse(refused);
    }

    public async Task<Result> WatchAsync(ClientConnection caller, WatchRequest? request)
    {
        var most = options.Value.WatchedUsers;
        if (request?.Users is not { } users || users.Count > most || users.Any(user => user is not { Length: >= 1 and <= UserId.MaxLength }))
        {
            return Refuse(TextRules.Bad($"users: name at most {most}, each by an id of 1 to {UserId.MaxLength} characters."));
        }

        return await limits.TakeAsync(RateLimitTier.Presence, caller.Person.Id) is { } refused
            ? Refuse(refused)
            : new Watched([.. (await watches.WatchAsync(caller, [.. users.Select(user => new UserId(user))])).Select(PresenceWords.Of)]);
    }

    public async Task<Result> FetchAsync(ClientConnection caller, FetchRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        var limit = request!.Limit ?? DefaultPage;
        if (limit is < 1 or > LargestPage || request is { Before: not null, After: not null })
        {
            return Refuse(TextRules.Bad($"limit must be 1 to {LargestPage}, and before and after must not both be given."));
        }

        var reply = await rooms.FetchAsync(caller, room, request.Before, request.After, limit);
        return reply.Value is { } page ? Answers.Of(page, room, caller.Person.Id, request.After) : Refuse(reply.Refusal!);
    }

    public async Task<Result> MembersAsync(ClientConnection caller, MembersRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        var limit = request!.Limit ?? LargestPage;
        if (limit is < 1 or > LargestPage)
        {
            return Refuse(TextRules.Bad($"limit must be 1 to {LargestPage}."));
        }

        UserId? after = request.After is { } id ? new UserId(id) : null;
        var reply = await rooms.MembersAsync(caller, room, after, limit);
        return reply.Value is { } page ? Answers.Of(page, room) : Refuse(reply.Refusal!);
    }

    /// <summary>What could not be read is answered like everything else that is refused.</summary>
    public Refusal Unreadable(string code, string message, int? limit) => Refuse(new Refused(code, message, Limit: limit));

    private Result DoneOr(Reply<Accepted> reply) => reply.Refusal is { } refused ? Refuse(refused) : new Done();

    private Refusal Refuse(Refused refused)
    {
        counters.Refused();
        return Answers.Of(refused);
    }
}
