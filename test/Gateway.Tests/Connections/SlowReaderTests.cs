using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Connections;

/// <summary>A real socket that nobody reads from, in a room that goes on.</summary>
public sealed class SlowReaderTests
{
    private const int MostMessages = 2_000;

    private static readonly string Body = string.Concat(Enumerable.Repeat("\U0001F600", 500));

    private static readonly (string, string)[] Settings =
    [
        ("RateLimits:Message:Limit", "100000"), ("Rooms:RingMessages", "10000"), ("Rooms:RingBytes", "67108864"),
    ];

    [Fact]
    public async Task Deliver_OneStopsReading_TheOthersMissNothingAndItIsToldEachStepAndCanCatchUp()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(Settings);
        var room = GatewayUnderTest.NewRoom();
        var ann = await gateway.JoinAsync("Ann", room);
        using var slow = await JoinSlowAsync(gateway, GatewayUnderTest.NewUser("Sly"), room);
        await ann.NextAsync<JoinedFrame>();

        var sent = await TalkUntilAsync(gateway, ann, room, "slowDigests");
        for (var i = 0; i < 200; i++)
        {
            sent.Add(await SayAsync(ann, room));
        }

        var received = await slow.ReadFramesUntilAsync(frame => frame is DigestFrame);
        received.AddRange(await slow.ReadFramesUntilAsync(frame => frame is SlowFrame { Step: SlowFrame.None }));

        // The last four, because a busy machine can be slow, and catch up, before the reader is.
        var steps = received.Select(frame => frame switch { SlowFrame step => step.Step, DigestFrame => "digest", _ => "" }).Where(step => step.Length > 0);
        Assert.Equal(["signals", "receipts", "digest", "none"], steps.TakeLast(4));
        Assert.True(
            received.OfType<MessageFrame>().Count() < sent.Count / 2, $"It got {received.OfType<MessageFrame>().Count()} of {sent.Count}: where did they wait?");
        Assert.Equal(sent, await CatchUpAsync(slow, room, received));
        await slow.SendAsync($$"""{"type":1,"invocationId":"bye","target":"Leave","arguments":[{"room":"{{room}}"}]}""" + '\u001e');
        Assert.Equal("left", (await ann.NextAsync<LeftFrame>()).Reason);
    }

    [Fact]
    public async Task Deliver_OneNeverReads_IsClosedAfterTheTimeoutAndTheOthersHearIt()
    {
        var time = GatewayUnderTest.NewTime();
        await using var gateway = await GatewayUnderTest.StartAsync(time, Settings);
        var room = GatewayUnderTest.NewRoom();
        var ann = await gateway.JoinAsync("Ann", room);
        var user = GatewayUnderTest.NewUser("Sly");
        using var slow = await JoinSlowAsync(gateway, user, room);
        await ann.NextAsync<JoinedFrame>();
        await TalkUntilAsync(gateway, ann, room, "slowDigests");
        var closed = gateway.WhenDisconnectedAsync(user);

        // Ann has read what was written to her, but the gateway may not have heard so yet.
        await WhenOneIsSlowAsync(gateway);
        time.Advance(TimeSpan.FromSeconds(40));
        await closed;

        Assert.Equal(user.Id, (await ann.NextAsync<LeftFrame>()).User.Id);
        Assert.Equal(1, await StatAsync(gateway, "slowConnections"));
    }

    private static async Task<RawHub> JoinSlowAsync(GatewayUnderTest gateway, UserInfo user, string room)
    {
        var slow = await RawHub.ConnectAsync(gateway, user, receiveBufferBytes: 4096);
        await slow.SendAsync($$"""{"type":1,"invocationId":"join","target":"Join","arguments":[{"room":"{{room}}"}]}""" + '\u001e');
        await slow.ReadAnswerAsync("join");
        return slow;
    }

    /// <summary>Ann talks, and hears herself each time, until the gateway has counted this.</summary>
    private static async Task<List<long>> TalkUntilAsync(GatewayUnderTest gateway, Participant ann, string room, string counter)
    {
        var sent = new List<long>();
        while (await StatAsync(gateway, counter) == 0)
        {
            Assert.True(sent.Count < MostMessages, $"{MostMessages} messages, and {counter} is still 0.");
            sent.Add(await SayAsync(ann, room));
        }

        return sent;
    }

    private static async Task WhenOneIsSlowAsync(GatewayUnderTest gateway)
    {
        for (var asked = 0; await StatAsync(gateway, "slowReaders") != 1; asked++)
        {
            Assert.True(asked < MostMessages, $"After {asked} questions there is not just one slow reader.");
        }
    }

    private static async Task<long> SayAsync(Participant ann, string room)
    {
        var ack = await ann.Connection.SendAsync(room, Body);
        Assert.Equal(ack.Seq, (await ann.NextAsync<MessageFrame>()).Seq);
        return ack.Seq;
    }

    /// <summary>Does what the protocol asks of a client; returns the numbers of the messages that it then has.</summary>
    private static async Task<List<long>> CatchUpAsync(RawHub slow, string room, IEnumerable<Frame> received)
    {
        var shown = new List<long>();
        foreach (var frame in received)
        {
            if (frame is MessageFrame message)
            {
                shown.Add(message.Seq);
            }
            else if (frame is DigestFrame)
            {
                await FetchAsync(slow, room, shown);
            }
        }

        return shown;
    }

    private static async Task FetchAsync(RawHub slow, string room, List<long> shown)
    {
        bool hasMore;
        do
        {
            await slow.SendAsync(
                $$"""{"type":1,"invocationId":"{{shown.Count}}","target":"Fetch","arguments":[{"room":"{{room}}","after":{{shown[^1]}},"limit":100}]}""" + '\u001e');
            var page = (await slow.ReadAnswerAsync($"{shown.Count}")).Deserialize<MessagePage>(ChatJson.Options)!;
            shown.AddRange(page.Messages.Select(message => message.Seq));
            hasMore = page.HasMore;
        }
        while (hasMore);
    }

    private static async Task<long> StatAsync(GatewayUnderTest gateway, string name) => (await gateway.ReadAsync("/api/v1/stats")).GetProperty(name).GetInt64();
}
