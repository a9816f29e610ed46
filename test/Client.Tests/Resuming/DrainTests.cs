using System.Threading.Channels;

namespace OrleansChat.Client.Tests.Resuming;

public sealed class DrainTests
{
    private const string Drain = """{"type":"drain","delayMs":2000}""";

    [Fact]
    public async Task Drain_InARoom_MovesWithNothingMissedOrTwice()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (old, room) = await test.JoinAsync(server);
        await using var changes = room.ReadChanges().GetAsyncEnumerator();

        await old.DeliverAsync(Drain);
        var status = await test.ExpectAsync(ChatState.Draining);
        test.Time.Advance(status.RetryIn!.Value);
        var next = await server.AcceptAsync();
        var (hello, argument) = await next.ReadCallAsync("Hello");

        // Both connections bring what happens meanwhile.
        await old.DeliverAsync($"{Answers.Message(6)},{Answers.Message(7)}");
        Assert.Equal((6, 7), (await NextMessageAsync(changes), await NextMessageAsync(changes)));
        await next.AnswerAsync(hello, Answers.Welcome(Answers.Resumed(6, Answers.Message(6))));
        await next.DeliverAsync($"{Answers.Message(7)},{Answers.Message(8)}");

        Assert.Equal(TimeSpan.FromSeconds(2), status.RetryIn);
        Assert.Equal(5, argument.GetProperty("rooms")[0].GetProperty("seq").GetInt64());
        Assert.Equal(8, await NextMessageAsync(changes));
        Assert.Equal([5, 6, 7, 8], room.Messages.Select(message => message.Seq));
        await AssertSaidGoodbyeAsync(old);
        await test.ExpectAsync(ChatState.Open);
    }

    [Fact]
    public async Task Drain_SendUnderWay_WaitsForItsAnswerOnTheOldConnection()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (old, room) = await test.JoinAsync(server);
        var (first, second) = (room.SendAsync("one"), room.SendAsync("two"));
        var (send, _) = await old.ReadCallAsync("Send");

        await old.DeliverAsync(Drain);
        test.Time.Advance((await test.ExpectAsync(ChatState.Draining)).RetryIn!.Value);
        var next = await server.AcceptAsync();
        await next.ExpectAsync("Hello", Answers.Welcome(Answers.Resumed(5)));
        await test.ExpectAsync(ChatState.Open);
        await old.AnswerAsync(send, Answers.Ack(6));
        await next.DeliverAsync(Answers.Message(6));
        await next.ExpectAsync("Send", Answers.Ack(7));

        Assert.Equal((6, 7), ((await first).Seq, (await second).Seq));
        await AssertSaidGoodbyeAsync(old);
    }

    [Fact]
    public async Task Drain_SeveralGateways_MovesToTheNext()
    {
        await using var first = await HubServer.StartAsync();
        await using var second = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(first, second);
        var (old, _) = await test.JoinAsync(first);

        await old.DeliverAsync(Drain);
        test.Time.Advance((await test.ExpectAsync(ChatState.Draining)).RetryIn!.Value);
        await (await second.AcceptAsync()).ExpectAsync("Hello", Answers.Welcome(Answers.Resumed(5)));

        await AssertSaidGoodbyeAsync(old);
    }

    [Fact]
    public async Task Drain_OldConnectionEndsFirst_Reconnects()
    {
        await using var server = await HubServer.StartAsync();
        await using var test = new ClientUnderTest(server);
        var (old, _) = await test.JoinAsync(server);

        await old.DeliverAsync(Drain);
        await test.ExpectAsync(ChatState.Draining);
        old.Abort();
        await test.PassReconnectAsync();

        var hello = await (await server.AcceptAsync()).ExpectAsync("Hello", Answers.Welcome(Answers.Resumed(5)));
        Assert.Equal(1, hello.GetProperty("rooms").GetArrayLength());
        await test.ExpectAsync(ChatState.Open);
    }

    private static async Task AssertSaidGoodbyeAsync(HubSession session) =>
        Assert.Null((await Assert.ThrowsAsync<ChannelClosedException>(() => session.ReadTextAsync().AsTask())).InnerException);

    private static async Task<long> NextMessageAsync(IAsyncEnumerator<RoomChange> changes)
    {
        while (await changes.MoveNextAsync())
        {
            if (changes.Current is MessageAdded added)
            {
                return added.Message.Seq;
            }
        }

        throw new InvalidOperationException("The changes ended.");
    }
}
