using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.RateLimits;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Gateway.Validation;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Hubs;

/// <summary>
/// The wire's methods: each checks what the client sent, calls, and answers. The names are the protocol's. A hub lives for one call and keeps
/// nothing; who calls is in <see cref="ClientConnection"/>, which SignalR's connection carries.
/// </summary>
[Authorize]
internal sealed class ChatHub(
    RoomSessions rooms,
    ConnectionSessions connections,
    RateLimiter limits,
    LimitsReport limitsReport,
    GatewayIdentity identity,
    GatewayCounters counters,
    IOptions<GatewayOptions> options,
    TimeProvider time) : Hub
{
    private const int DefaultHistory = 100;
    private const int DefaultPage = 50;
    private const int LargestPage = 100;

    private ClientConnection Client => Context.Features.Get<ClientConnection>()!;

    public override async Task OnConnectedAsync()
    {
        if (await connections.OpenAsync(Client) is { } refused)
        {
            Client.Outbox.Enqueue(Fanout.FrameEncoder.Encode(new ByeFrame(refused.Code, refused.Message, "stop")));
            throw new HubException($"{refused.Code}: {refused.Message}");
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception) => connections.CloseAsync(Client);

    public async Task<object> Hello(HelloRequest? request)
    {
        if (request?.Device is { Length: > 64 })
        {
            return Refuse(TextRules.Bad("The device name is longer than 64 characters."));
        }

        if (request?.Rooms is not { } positions)
        {
            return NewWelcome(null);
        }

        if (positions.Count > options.Value.RoomsPerConnection || positions.Any(position => position is null || position.Epoch < 0 || position.Seq < 0))
        {
            return Refuse(TextRules.Bad($"rooms: name at most {options.Value.RoomsPerConnection}, each with an epoch and a seq that are not negative."));
        }

        var outcomes = await Task.WhenAll(positions.Select(ResumeAsync));
        return new Answer(
            NewWelcome([.. outcomes.Select(outcome => outcome.Outcome)]),
            () => Array.ForEach(outcomes, outcome => outcome.Joined?.Release()));
    }

    [HubMethodName(ChatHubProtocol.HelloUnanswered)]
    public async Task HelloUnanswered(HelloRequest? request) => (await Hello(request) as Answer)?.AfterWritten();

    public async Task<object> Join(JoinRequest? request)
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

        var reply = await rooms.JoinAsync(Client, room, history);
        return reply.Value is { } joined
            ? new Answer(Answers.Of(joined.Snapshot, room, Client.Person, history), joined.Release)
            : Refuse(reply.Refusal!);
    }

    public async Task<object> JoinMany(JoinRequest[]? requests)
    {
        if (requests is null || requests.Length is 0 || requests.Length > options.Value.RoomsPerConnection)
        {
            return Refuse(TextRules.Bad($"Name 1 to {options.Value.RoomsPerConnection} rooms."));
        }

        var outcomes = await Task.WhenAll(requests.Select(JoinOneOfManyAsync));
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

    private async Task<(RoomOutcome Outcome, JoinedRoom? Joined)> ResumeAsync(RoomPosition position)
    {
        if (!RoomId.TryParse(position.Room, out var room))
        {
            return (Denied(position.Room, TextRules.Bad($"room: {RoomId.Rule}.")), null);
        }

        try
        {
            var resumed = new Position(position.Epoch, position.Seq);
            var reply = await rooms.JoinAsync(Client, room, DefaultHistory, resumed);
            return reply switch
            {
                { Value: { } joined } => (Answers.Of(joined.Snapshot, room, Client.Person, resumed), joined),
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

    private RoomOutcome Denied(string room, Refused refused) => new(room, RoomOutcome.Denied, Error: Refuse(refused).Error);

    private Welcome NewWelcome(IReadOnlyList<RoomOutcome>? outcomes) => new(
        new UserInfo(Client.Person.Id.Value, Client.Person.Name),
        time.GetUtcNow().ToUnixTimeMilliseconds(),
        limitsReport.Limits,
        identity.Info,
        Client.TokenExpiresAt?.ToUnixTimeMilliseconds(),
        outcomes);

    /// <summary>An outage of one room is that room's outcome: the others were joined, and their answers let their events go.</summary>
    private async Task<object> JoinOneOfManyAsync(JoinRequest request)
    {
        try
        {
            return await Join(request);
        }
        catch (Exception exception) when (FaultFilter.IsOutage(exception))
        {
            counters.Refused();
            return FaultFilter.Unavailable;
        }
    }

    /// <summary>A join to which the client wants no answer: there is nothing to wait for.</summary>
    [HubMethodName(ChatHubProtocol.JoinUnanswered)]
    public async Task JoinUnanswered(JoinRequest? request) => (await Join(request) as Answer)?.AfterWritten();

    [HubMethodName(ChatHubProtocol.JoinManyUnanswered)]
    public async Task JoinManyUnanswered(JoinRequest[]? requests) => (await JoinMany(requests) as Answer)?.AfterWritten();

    public async Task<Result> Leave(LeaveRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        if (Client.Find(room) is { } subscription)
        {
            await rooms.LeaveAsync(Client, subscription, LeaveReason.Left);
        }

        return new Done();
    }

    public async Task<Result> Send(SendRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        if ((TextRules.CheckKey(request!.Key) ?? TextRules.CheckBody(request.Body, options.Value.BodyCharacters)) is { } bad)
        {
            return Refuse(bad);
        }

        var deadline = rooms.NewDeadline();
        var taken = limits.TakeAsync(RateLimitTier.Message, Client.Person.Id);
        if ((taken.IsCompletedSuccessfully ? taken.Result : await deadline.WaitAsync(taken.AsTask())) is { } refused)
        {
            return Refuse(refused);
        }

        var reply = await rooms.PostAsync(Client, room, request.Key, request.Body, request.Clock ?? 0, request.Retry is true, deadline);
        if (reply.Value is not { } posted)
        {
            return Refuse(reply.Refusal!);
        }

        counters.MessageAccepted();
        return Answers.Of(posted);
    }

    public async Task<Result> Typing(TypingRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        // A repeated signal says nothing new: it is taken and kept from the room, so that a busy keyboard costs no calls.
        if (Client.Find(room) is { } subscription && !subscription.Typing.Passes(request!.On, time.GetTimestamp(), time, options.Value.TypingInterval))
        {
            return new Done();
        }

        var deadline = rooms.NewDeadline();
        var refused = await deadline.WaitAsync(limits.TakeAsync(RateLimitTier.Typing, Client.Person.Id).AsTask());
        return refused is null ? DoneOr(await rooms.SetTypingAsync(Client, room, request!.On, deadline)) : Refuse(refused);
    }

    public async Task<Result> MarkRead(MarkReadRequest? request)
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        return request!.Seq < 0
            ? Refuse(TextRules.Bad("seq must not be negative."))
            : DoneOr(await rooms.MarkReadAsync(Client, room, request.Seq));
    }

    public async Task<Result> Fetch(FetchRequest? request)
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

        var reply = await rooms.FetchAsync(Client, room, request.Before, request.After, limit);
        return reply.Value is { } page ? Answers.Of(page, room, Client.Person.Id) : Refuse(reply.Refusal!);
    }

    public async Task<Result> Members(MembersRequest? request)
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
        var reply = await rooms.MembersAsync(Client, room, after, limit);
        return reply.Value is { } page ? Answers.Of(page, room) : Refuse(reply.Refusal!);
    }

    /// <summary>Where the protocol sends what it could not read, so that it is answered like every other refusal.</summary>
    [HubMethodName(ChatHubProtocol.Unreadable)]
    public Result AnswerUnreadable(string code, string message, int? limit) => Refuse(new Refused(code, message, Limit: limit));

    private Result DoneOr(Reply<Accepted> reply) => reply.Refusal is { } refused ? Refuse(refused) : new Done();

    private Refusal Refuse(Refused refused)
    {
        counters.Refused();
        return Answers.Of(refused);
    }
}
