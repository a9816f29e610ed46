using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// What a connection does in rooms, as calls of room grains. It knows the one special answer of a room, "I do not know this gateway", which a
/// room gives after its silo was lost: it then attaches with what this gateway holds, and repeats the command.
/// </summary>
internal sealed class RoomSessions(
    IGrainFactory grains, RoomTable table, GatewayIdentity identity, GatewayObserver observer, IOptions<GatewayOptions> options)
{
    private static readonly Refused NotAMember = new(ChatErrorCode.NotAMember, "Join the room on this connection first.");

    private static readonly Refused StillDetached = new(ChatErrorCode.Unavailable, "The room is being moved; retry with the same key.", RetryAfterMs: 1000);

    /// <summary>Joins a room; the answer must be followed by <see cref="GatewayRoom.Release"/> once it was written to the client.</summary>
    public async Task<Reply<JoinedRoom>> JoinAsync(ClientConnection connection, RoomId id, int history)
    {
        if (!connection.TryBeginJoin(id, options.Value.RoomsPerConnection))
        {
            return new Refused(
                ChatErrorCode.Overloaded, $"A connection may be in {options.Value.RoomsPerConnection} rooms; leave one first.", Limit: options.Value.RoomsPerConnection);
        }

        var (room, subscription) = table.Enter(connection, id);
        var isFirst = room.KnownEpoch == 0;
        try
        {
            var reply = await CallAsync(id, grain => grain.JoinAsync(new JoinRoom(
                connection.Id, observer.Reference, connection.Person, isFirst ? options.Value.TailMessages : history, room.KnownEpoch)));
            if (reply.Value is not { } snapshot)
            {
                Abandon(room, subscription);
                return reply.Refusal!;
            }

            room.EndJoin(subscription, snapshot);
            if (!connection.TryAdd(subscription))
            {
                await LeaveAsync(connection, subscription, LeaveReason.Disconnected);
                return NotAMember;
            }

            return new JoinedRoom(room, subscription, snapshot);
        }
        catch
        {
            // The room may have taken the connection in although no answer came back.
            Abandon(room, subscription);
            _ = Grain(id).LeaveAsync(new LeaveRoom(connection.Id, connection.Person.Id, LeaveReason.Disconnected));
            throw;
        }
    }

    /// <summary>Leaves a room: from here on nothing of it reaches the connection.</summary>
    public Task LeaveAsync(ClientConnection connection, Subscription subscription, LeaveReason reason)
    {
        connection.Remove(subscription.Room);
        table.Leave(subscription);
        return Grain(subscription.Room).LeaveAsync(new LeaveRoom(connection.Id, connection.Person.Id, reason));
    }

    public Task<Reply<Posted>> PostAsync(ClientConnection connection, RoomId room, string key, string body, long clock) =>
        AsMemberAsync(connection, room, grain => grain.PostAsync(new PostMessage(identity.Id, connection.Person.Id, key, body, clock)));

    public Task<Reply<Accepted>> SetTypingAsync(ClientConnection connection, RoomId room, bool on) =>
        AsMemberAsync(connection, room, grain => grain.SetTypingAsync(new SetTyping(identity.Id, connection.Person.Id, on)));

    public Task<Reply<Accepted>> MarkReadAsync(ClientConnection connection, RoomId room, long seq) =>
        AsMemberAsync(connection, room, grain => grain.MarkReadAsync(new MarkRead(identity.Id, connection.Person.Id, seq)));

    public Task<Reply<RoomMessages>> FetchAsync(ClientConnection connection, RoomId room, long? before, long? after, int limit) =>
        AsMemberAsync(connection, room, grain => grain.FetchAsync(new FetchMessages(identity.Id, connection.Person.Id, before, after, limit)));

    public Task<Reply<RoomMembers>> MembersAsync(ClientConnection connection, RoomId room, UserId? after, int limit) =>
        AsMemberAsync(connection, room, grain => grain.MembersAsync(new ListMembers(identity.Id, connection.Person.Id, after, limit)));

    /// <summary>Brings the room what this gateway holds of it, and this gateway what it missed.</summary>
    public Task AttachAsync(GatewayRoom room) => room.AttachOnceAsync(async () =>
    {
        var command = room.BeginAttach(identity.Id, observer.Reference);
        try
        {
            var complete = room.CompleteAttach(await Grain(room.Id).AttachAsync(command), out var delivered);
            table.Settle(room, complete, delivered);
        }
        catch
        {
            // Whoever asked learns that it failed; the room must be attached all the same.
            room.AbandonAttach();
            table.Settle(room, complete: false, delivered: 0);
            throw;
        }
    });

    private Task<Reply<T>> AsMemberAsync<T>(ClientConnection connection, RoomId room, Func<IRoomGrain, Task<Reply<T>>> call)
        where T : class =>
        connection.Find(room) is null ? Task.FromResult<Reply<T>>(NotAMember) : CallAsync(room, call);

    private async Task<Reply<T>> CallAsync<T>(RoomId id, Func<IRoomGrain, Task<Reply<T>>> call)
        where T : class
    {
        var grain = Grain(id);
        var reply = await call(grain);
        if (reply.Refusal?.Code != RoomRefusals.DetachedCode)
        {
            return reply;
        }

        if (table.Find(id) is not { } room)
        {
            return NotAMember;
        }

        await AttachAsync(room);
        reply = await call(grain);
        return reply.Refusal?.Code == RoomRefusals.DetachedCode ? StillDetached : reply;
    }

    private void Abandon(GatewayRoom room, Subscription subscription)
    {
        subscription.Connection.AbandonJoin(room.Id);
        if (subscription.IsMember)
        {
            room.Release(subscription);
        }
        else
        {
            table.Leave(subscription);
        }
    }

    private IRoomGrain Grain(RoomId room) => grains.GetGrain<IRoomGrain>(room.Value);
}
