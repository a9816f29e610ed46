using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Tests.Hosting;

/// <summary>Two users in a room of their own: what one does wrong must cost the other nothing.</summary>
internal sealed class Conversation
{
    private long _head;

    private Conversation(string room, Participant ann, Participant bob, long head) => (Room, Ann, Bob, _head) = (room, ann, bob, head);

    public string Room { get; }

    /// <summary>Does wrong.</summary>
    public Participant Ann { get; }

    /// <summary>Watches.</summary>
    public Participant Bob { get; }

    public static async Task<Conversation> StartAsync(GatewayUnderTest gateway)
    {
        var room = GatewayUnderTest.NewRoom();
        var bob = await gateway.JoinAsync("Bob", room);
        var ann = await gateway.JoinAsync("Ann", room);
        var joined = await bob.NextAsync<JoinedFrame>();
        return new Conversation(room, ann, bob, joined.Seq);
    }

    /// <summary>Ann says something, and both have heard it.</summary>
    public async Task<Ack> SayAsync(string body)
    {
        var ack = await Ann.Connection.SendAsync(Room, body);
        await Ann.NextAsync<MessageFrame>();
        _head = (await Bob.NextAsync<MessageFrame>()).Seq;
        return ack;
    }

    /// <summary>Ann can go on, and the next thing that Bob hears is her next message.</summary>
    public async Task AssertUnharmedAsync()
    {
        var ack = await Ann.Connection.SendAsync(Room, "I am still here");
        Assert.Equal(ack.Seq, (await Ann.NextAsync<MessageFrame>()).Seq);
        var message = await Bob.NextAsync<MessageFrame>();
        Assert.Equal((++_head, "I am still here"), (message.Seq, message.Body));
    }

    /// <summary>Ann's connection ends; Bob hears that, and nothing else, and can go on.</summary>
    public async Task AssertOnlyOffenderClosedAsync()
    {
        var closure = await Ann.ClosedAsync();
        Assert.True(closure.ByServer, $"The server must say goodbye; instead: {closure.Reason}");
        await AssertLeftAsync();
    }

    public async Task AssertLeftAsync()
    {
        var left = await Bob.NextAsync<LeftFrame>();
        Assert.Equal((++_head, Ann.User.Id, "disconnected"), (left.Seq, left.User.Id, left.Reason));
        await Bob.Connection.SendAsync(Room, "alone");
        Assert.Equal(++_head, (await Bob.NextAsync<MessageFrame>()).Seq);
    }
}
