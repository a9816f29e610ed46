using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// What a connection does in rooms, as calls of room grains. It knows the one special answer of a room, "I do not know this gateway", which a
/// room gives that could not ask this gateway when it was activated: it then attaches with what this gateway holds, and repeats the command.
/// </summary>
internal sealed class RoomSessions(
    IGrainFactory grains, RoomTable table, GatewayIdentity identity, GatewayObserver observer, Departures departures, IOptions<GatewayOptions> options,
    TimeProvider time)
{
    /// <summary>How often a join is tried that meets an activation on its way out.</summary>
    private const int JoinAttempts = 3;

    private static readonly Refused NotAMember = new(ChatErrorCode.NotAMember, "Join the room on this connection first.");

    /// <summary>Joins a room; the answer must be followed by <see cref="GatewayRoom.Release"/> once it was written to the client.</summary>
    /// <param name="connection">Who joins.</param>
    /// <param name="id">The room.</param>
    /// <param name="history">How many messages to answer.</param>
    /// <param name="resumes">How far an earlier connection had come; null for a plain join.</param>
    public async Task<Reply<JoinedRoom>> JoinAsync(ClientConnection connection, RoomId id, int history, Position? resumes = null)
    {
        if (!connection.TryBeginJoin(id, options.Value.RoomsPerConnection))
        {
            return new Refused(
                ChatErrorCode.Overloaded, $"A connection may be in {options.Value.RoomsPerConnection} rooms; leave one first.", Limit: options.Value.RoomsPerConnection);
        }

        var (room, subscription) = table.Enter(connection, id);
        try
        {
            var reply = await TryJoinAsync(room, subscription, history, resumes);
            if (reply.Value is not { } snapshot)
            {
                Abandon(subscription, isUnanswered: false);
                return reply.Refusal!;
            }

            if (!connection.TryAdd(subscription))
            {
                // The connection has ended meanwhile. Whoever asked has waited for long enough, and the room is told again until it is reached.
                _ = LeaveAsync(connection, subscription, LeaveReason.Disconnected);
                return NotAMember;
            }

            if (room.IsRemoved(subscription))
            {
                // It was told to go before it was in the connection's list.
                connection.Remove(subscription);
                return NotAMember;
            }

            return new JoinedRoom(room, subscription, snapshot);
        }
        catch
        {
            Abandon(subscription, isUnanswered: true);
            throw;
        }
    }

    /// <summary>Leaves a room: from here on nothing of it reaches the connection.</summary>
    public Task LeaveAsync(ClientConnection connection, Subscription subscription, LeaveReason reason)
    {
        connection.Remove(subscription);
        return TellLeftAsync(subscription, reason, table.Leave(subscription, reason));
    }

    /// <summary>The room has told a connection to go: nothing of it reaches the connection any more, and the room hears that.</summary>
    public void Remove(Subscription subscription)
    {
        subscription.Connection.Remove(subscription);
        _ = TellLeftAsync(subscription, LeaveReason.Removed, table.Leave(subscription, LeaveReason.Removed));
    }

    /// <summary>Begins to count the time that a client waits for its answer.</summary>
    public Deadline NewDeadline() => new(time);

    public ValueTask<Reply<Posted>> PostAsync(ClientConnection connection, RoomId room, Draft draft, Deadline deadline) =>
        AsMemberAsync(connection, room, deadline, known => Grain(known).PostAsync(new PostMessage(
            identity.Id, connection.Person.Id, draft.Key, draft.Body, draft.Clock, known.Fence, draft.IsRetry, draft.ReplyTo, draft.Mentions)));

    public ValueTask<Reply<Posted>> ChangeAsync(
        ClientConnection connection, RoomId room, string key, ChangeOf change, long clock, bool isRetry, Deadline deadline) =>
        AsMemberAsync(connection, room, deadline, known => Grain(known).ChangeAsync(new ChangeMessage(
            identity.Id, connection.Person.Id, key, change.Kind, change.Target, change.Body, change.Version, clock, known.Fence, isRetry)));

    public ValueTask<Reply<Posted>> RuleAsync(
        ClientConnection connection, RoomId room, string key, RulingOf ruling, long clock, bool isRetry, Deadline deadline) =>
        AsMemberAsync(connection, room, deadline, known => Grain(known).RuleAsync(new GiveRuling(
            identity.Id, connection.Person.Id, key, ruling.Kind, ruling.Subject, ruling.Until, ruling.Value, ruling.Reason, clock, known.Fence, isRetry)));

    public ValueTask<Reply<RoomRulings>> RulingsAsync(ClientConnection connection, RoomId room) =>
        AsMemberAsync(connection, room, NewDeadline(), known => Grain(known).RulingsAsync(new ListRulings(identity.Id, connection.Person.Id)));

    public ValueTask<Reply<Accepted>> SetTypingAsync(ClientConnection connection, RoomId room, bool on, Deadline deadline) =>
        AsMemberAsync(connection, room, deadline, known => Grain(known).SetTypingAsync(new SetTyping(identity.Id, connection.Person.Id, on)));

    public ValueTask<Reply<Accepted>> MarkReadAsync(ClientConnection connection, RoomId room, long seq) =>
        AsMemberAsync(connection, room, NewDeadline(), known => Grain(known).MarkReadAsync(new MarkRead(identity.Id, connection.Person.Id, seq)));

    public async Task<Reply<RoomMessages>> FetchAsync(ClientConnection connection, RoomId id, long? before, long? after, int limit)
    {
        var reply = await AsMemberAsync(
            connection, id, NewDeadline(), known => Grain(known).FetchAsync(new FetchMessages(identity.Id, connection.Person.Id, before, after, limit)));
        if (reply.Value is not { } messages)
        {
            return reply;
        }

        return table.Find(id) is not { } room ? NotAMember : room.EndFetch(connection, messages, after) ? reply : RoomRefusals.Moving;
    }

    public ValueTask<Reply<RoomMembers>> MembersAsync(ClientConnection connection, RoomId room, UserId? after, int limit) =>
        AsMemberAsync(connection, room, NewDeadline(), known => Grain(known).MembersAsync(new ListMembers(identity.Id, connection.Person.Id, after, limit)));

    /// <summary>Compares this gateway's view of a room with the room's own.</summary>
    public Task<RoomChecked> CheckAsync(GatewayRoom room, CheckGateway query) => Grain(room).CheckAsync(query);

    /// <summary>Says to a room that nobody here is in it; nothing is said to one that somebody has entered.</summary>
    public Task DetachAsync(RoomId id)
    {
        // First the number: whoever has a lower one has entered, and if the room is not there, he has left.
        var upTo = table.LastSubscription;
        return table.Find(id) is null ? grains.GetGrain<IRoomGrain>(id.Value).DetachAsync(new DetachGateway(identity.Id, upTo)) : Task.CompletedTask;
    }

    /// <summary>Brings the room what this gateway holds of it, and this gateway what it missed.</summary>
    public Task AttachAsync(GatewayRoom room) => room.AttachOnceAsync(async () =>
    {
        var offer = table.BeginAttach(room);
        try
        {
            table.Settle(room, room.CompleteAttach(await Grain(room).AttachAsync(new AttachGateway(observer.Reference, offer))));
        }
        catch
        {
            // Whoever asked learns that it failed; the room must be attached all the same.
            room.AbandonAttach();
            table.Settle(room, new Applied(DeliveryOutcome.Kept, NeedsAttachment: true));
            throw;
        }
    });

    private async Task<Reply<RoomSnapshot>> TryJoinAsync(GatewayRoom room, Subscription subscription, int history, Position? resumes)
    {
        var deadline = NewDeadline();
        for (var attempt = 1; attempt <= JoinAttempts; attempt++)
        {
            // The first member of a gateway brings the tail with him, because the gateway is a replica from then on; who resumes needs all there is.
            var wanted = resumes is not null ? int.MaxValue : room.HoldsMembers ? history : options.Value.TailMessages;
            var reply = await CallAsync(room, deadline, known => Grain(known).JoinAsync(new JoinRoom(
                subscription.Id, observer.Reference, subscription.Connection.Person, wanted, room.Fence, room.HoldsMembers, resumes, subscription.Connection.Role)));
            if (reply.Value is not { } snapshot)
            {
                return reply;
            }

            if (room.EndJoin(subscription, snapshot, wanted, out var applied))
            {
                table.Settle(room, applied);
                return snapshot;
            }

            if (room.NeedsAttachment)
            {
                await deadline.WaitAsync(AttachAsync(room));
            }
        }

        return RoomRefusals.Moving;
    }

    private ValueTask<Reply<T>> AsMemberAsync<T>(ClientConnection connection, RoomId id, Deadline deadline, Func<GatewayRoom, Task<Reply<T>>> call)
        where T : class =>
        connection.Find(id) is { } subscription ? CallAsync(subscription.Room, deadline, call) : new(NotAMember);

    private async ValueTask<Reply<T>> CallAsync<T>(GatewayRoom room, Deadline deadline, Func<GatewayRoom, Task<Reply<T>>> call)
        where T : class
    {
        var reply = await deadline.WaitAsync(call(room));
        if (reply.Refusal?.Code is not (RoomRefusals.DetachedCode or ChatErrorCode.NotAMember))
        {
            return reply;
        }

        // Whoever left meanwhile and came back is in another one.
        if (table.Find(room.Id) is not { } current)
        {
            return NotAMember;
        }

        await deadline.WaitAsync(AttachAsync(current));
        reply = await deadline.WaitAsync(call(current));
        return reply.Refusal?.Code == RoomRefusals.DetachedCode ? RoomRefusals.Moving : reply;
    }

    /// <summary>
    /// A join has failed. Without an answer the room may have taken the connection in all the same; one that was in before, and asked for a fresh answer
    /// only, stays in.
    /// </summary>
    private void Abandon(Subscription subscription, bool isUnanswered)
    {
        subscription.Connection.AbandonJoin(subscription.Room.Id);
        if (subscription.IsMember)
        {
            subscription.Room.Release(subscription);
        }
        else if (table.Leave(subscription, LeaveReason.Disconnected) is var isHeld && (isHeld || isUnanswered))
        {
            _ = TellLeftAsync(subscription, LeaveReason.Disconnected, isHeld);
        }
    }

    private Task TellLeftAsync(Subscription subscription, LeaveReason reason, bool isHeld)
    {
        var room = subscription.Room;
        return departures.TellAsync(
            room.Id,
            new LeaveRoom(subscription.Id, subscription.Connection.Person.Id, reason, room.Fence),
            isHeld ? () => table.Replicas.Release(room.Id) : null);
    }

    private IRoomGrain Grain(GatewayRoom room) => room.Grain ??= grains.GetGrain<IRoomGrain>(room.Id.Value);
}
