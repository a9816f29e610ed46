using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Grains.Tests.Gateways;

/// <summary>A user on one connection of a <see cref="TestGateway"/>.</summary>
internal sealed class TestUser(RoomSessions sessions, ClientConnection connection, FrameRecorder received)
{
    public ClientConnection Connection { get; } = connection;

    public FrameRecorder Received { get; } = received;

    /// <summary>Joins, and lets frames follow as if the answer had been written.</summary>
    public async Task<RoomSnapshot> JoinAsync(RoomId room, Position? resumes = null)
    {
        var reply = await sessions.JoinAsync(Connection, room, history: 100, resumes);
        Assert.True(reply.Refusal is null, reply.Refusal?.Message);
        reply.Value!.Release();
        return reply.Value.Snapshot;
    }

    public async Task<Posted> PostAsync(RoomId room, string key, string body)
    {
        var reply = await sessions.PostAsync(Connection, room, new Draft(key, body), sessions.NewDeadline());
        Assert.True(reply.Refusal is null, reply.Refusal?.Message);
        return reply.Value!;
    }

    public Task<Reply<Accepted>> SetTypingAsync(RoomId room, bool on) => sessions.SetTypingAsync(Connection, room, on, sessions.NewDeadline()).AsTask();

    public Task LeaveAsync(RoomId room) => sessions.LeaveAsync(Connection, Connection.Find(room)!, LeaveReason.Left);
}
