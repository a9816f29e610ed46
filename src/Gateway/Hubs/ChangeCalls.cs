using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Moderation;
using OrleansChat.Gateway.RateLimits;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Gateway.Validation;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Hubs;

/// <summary>What a client may do to messages; as <see cref="ChatCalls"/>.</summary>
internal sealed class ChangeCalls(RoomSessions rooms, RateLimiter limits, WordFilter filter, GatewayCounters counters, IOptions<GatewayOptions> options)
{
    public Task<Result> EditAsync(ClientConnection caller, EditRequest? request) =>
        ChangeAsync(
            caller, request, static (edit, target) => new ChangeOf(ChangeKind.Edited, target, edit.Body, edit.Version), edit => TextRules.CheckBody(edit.Body, options.Value.BodyCharacters));

    public Task<Result> DeleteAsync(ClientConnection caller, DeleteRequest? request) =>
        ChangeAsync(caller, request, static (_, target) => new ChangeOf(ChangeKind.Deleted, target));

    public Task<Result> ReactAsync(ClientConnection caller, ReactRequest? request) => ChangeAsync(
        caller,
        request,
        static (react, target) => new ChangeOf(react.On ? ChangeKind.Reacted : ChangeKind.Unreacted, target, react.Emoji),
        static react => TextRules.CheckEmoji(react.Emoji));

    public Task<Result> PinAsync(ClientConnection caller, PinRequest? request) =>
        ChangeAsync(caller, request, static (pin, target) => new ChangeOf(pin.On ? ChangeKind.Pinned : ChangeKind.Unpinned, target));

    private async Task<Result> ChangeAsync<T>(ClientConnection caller, T? request, Func<T, Position, ChangeOf> change, Func<T, Refused?>? check = null)
        where T : ChangeRequest
    {
        if (!RoomId.TryParse(request?.Room, out var room))
        {
            return Refuse(TextRules.Bad($"room: {RoomId.Rule}."));
        }

        if ((TextRules.CheckId("target", request!.Target, out var target) ?? TextRules.CheckKey(request.Key) ?? check?.Invoke(request)) is { } bad)
        {
            return Refuse(bad);
        }

        var deadline = rooms.NewDeadline();
        if (await deadline.WaitAsync(limits.TakeAsync(RateLimitTier.Change, caller.Person.Id).AsTask()) is { } refused)
        {
            return Refuse(refused);
        }

        var asked = change(request, target);
        if (asked.Kind is ChangeKind.Edited)
        {
            if (filter.Admit(asked.Body, out var body) is { } filtered)
            {
                return Refuse(filtered);
            }

            asked = asked with { Body = body };
        }

        var reply = await rooms.ChangeAsync(caller, room, request.Key, asked, request.Clock ?? 0, request.Retry is true, deadline);
        return reply.Value is { } posted ? Answers.Of(posted) : Refuse(reply.Refusal!);
    }

    private Refusal Refuse(Refused refused)
    {
        counters.Refused();
        return Answers.Of(refused);
    }
}
