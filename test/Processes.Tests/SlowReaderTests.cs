using OrleansChat.Contracts;
using OrleansChat.Processes.Tests.Clients;
using OrleansChat.Processes.Tests.Requirements;

namespace OrleansChat.Processes.Tests;

/// <summary>A member who reads more slowly than the room speaks.</summary>
public sealed class SlowReaderTests
{
    private const int Messages = 1500;

    // Large, so that what the system itself buffers is full after a few hundred of them.
    private static readonly string Padding = new('x', 10_000);

    [SingleProcessFact]
    public async Task Throttle_RoomSpeaksOn_SlowReaderIsToldAtEachStepAndTheOthersLackNothing()
    {
        await using var chat = await SingleProcess.StartAsync(
            "--Gateway:BodyCharacters=20000", "--Gateway:FrameBytes=65536", "--Gateway:OutboxFrames=64", "--RateLimits:Typing:Limit=100000", "--Gateway:TypingInterval=00:00:00");
        var witness = await chat.JoinAsync("witness");
        var slow = await chat.JoinThroughProxyAsync("slow");
        chat.Proxy.ToClient.BytesPerSecond = 1024;

        for (var number = 1; number <= Messages; number++)
            await witness.SendAsync($"{number} {Padding}");
        await witness.ShowsAsync($"{Messages} {Padding}");
        Assert.Equal(Messages, witness.View.Messages.Count);

        chat.Proxy.ToClient.BytesPerSecond = 0;
        await slow.Frames.FirstAsync("typing is conflated", Member.Patience, frame => frame is SlowFrame { Step: SlowFrame.Signals });
        await slow.Frames.FirstAsync("receipts are conflated", Member.Patience, frame => frame is SlowFrame { Step: SlowFrame.Receipts });
        await slow.Frames.FirstAsync("a digest in place of messages, or goodbye", Member.Patience, frame => frame is DigestFrame or ByeFrame);

        if (slow.Closed.IsCompleted)
            await slow.ResumeAsync(chat.Gateway.Address);
        await slow.ShowsAsync($"{Messages} {Padding}");
        Assert.Empty(slow.View.Faults);
    }
}
