using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.RateLimits;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Gateway.Validation;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Hubs;

/// <summary>What a client may do to messages; as <see cref="ChatCalls"/>.</summary>
internal sealed class ChangeCalls(RoomSessions rooms, RateLimiter limits, GatewayCounters counters, IOptions<GatewayOptions> options)
{
    public Task<Result> EditAsync(ClientConnection caller, EditRequest? request) =>
        ChangeAsync(caller, request?.Room, request?.Key, request?.Target, request?.Retry, target => new ChangeOf(
            ChangeKind.Edited, target, request!.Body, request.Version, request.Clock), () => TextRules.CheckBody(request!.Body, options.Value.BodyCharacters));

    public Task<Result> DeleteAsync(ClientConnection caller, DeleteRequest? request) =>
        ChangeAsync(caller, request?.Room, request?.Key, request?.Target, request?.Retry, target => new ChangeOf(ChangeKind.Deleted, target, Clock: request!.Clock));

    public Task<Result> ReactAsync(ClientConnection caller, ReactRequest? request) =>
        ChangeAsync(caller, request?.Room, request?.Key, request?.Target, request?.Retry, target => new ChangeOf(
            request!.On ? ChangeKind.Reacted : ChangeKind.Unreacted, target, request.Emoji, Clock: request.Clock), () => TextRules.CheckEmoji(request!.Emoji));

    public Task<Result> PinAsync(ClientConnection caller, PinRequest? request) =>
        ChangeAsync(caller, request?.Room, request?.Key, request?.Target, request?.Retry, target => new ChangeOf(
            request!.On ? ChangeKind.Pinned : ChangeKind.Unpinned, target, Clock: request.Clock));

    private async Task<Result> ChangeAsync(
        ClientConnection caller, string? code, string? key, string? id, bool? isRetry, Func<Position, ChangeOf> change, Func<Refused?>? check = null)
    {
        if (!RoomId.TryParse(code, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        if (!Entry.TryParseId(id, out var target))
        {
            return Refuse(TextRules.Bad("target: name a message by its id, such as 1795239356283-7."));
        }

        if ((TextRules.CheckKey(key) ?? check?.Invoke()) is { } bad)
        {
            return Refuse(bad);
        }

        var deadline = rooms.NewDeadline();
        if (await deadline.WaitAsync(limits.TakeAsync(RateLimitTier.Change, caller.Person.Id).AsTask()) is { } refused)
        {
            return Refuse(refused);
        }

        var reply = await rooms.ChangeAsync(caller, room, key!, change(target), isRetry is true, deadline);
        return reply.Value is { } posted ? Answers.Of(posted) : Refuse(reply.Refusal!);
    }

    private Refusal Refuse(Refused refused)
    {
        counters.Refused();
        return Answers.Of(refused);
    }
}
