using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;

namespace OrleansChat.Gateway.Tests.Connections;

public sealed class OutboxTests
{
    private readonly FrameRecorder _writer = new();
    private int _overflows;

    [Fact]
    public void Enqueue_TransportKeepsUp_GoesStraightThrough()
    {
        var outbox = Create();

        outbox.Enqueue(Frame(1));
        outbox.Enqueue(Frame(2));

        Assert.Equal([1, 2], Numbers);
    }

    [Fact]
    public async Task Enqueue_TransportPushesBack_WaitsAndKeepsItsOrder()
    {
        var outbox = Create();
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));
        outbox.Enqueue(Frame(2));
        outbox.Enqueue(Frame(3));
        Assert.Equal([1], Numbers);

        (await _writer.NextBlockedAsync()).SetResult();
        Assert.Equal([1, 2], Numbers);
        (await _writer.NextBlockedAsync()).SetResult();
        Assert.Equal([1, 2, 3], Numbers);
    }

    [Fact]
    public async Task Enqueue_AfterTheTransportCaughtUp_GoesStraightThroughAgain()
    {
        var outbox = Create();
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));
        outbox.Enqueue(Frame(2));
        (await _writer.NextBlockedAsync()).SetResult();
        _writer.IsBlocked = false;
        (await _writer.NextBlockedAsync()).SetResult();

        outbox.Enqueue(Frame(3));

        Assert.Equal([1, 2, 3], Numbers);
    }

    [Fact]
    public void Enqueue_MoreFramesThanMayWait_AbortsTheConnection()
    {
        var outbox = Create(maxFrames: 2);
        _writer.IsBlocked = true;
        for (var number = 1; number <= 3; number++)
        {
            outbox.Enqueue(Frame(number));
        }

        Assert.False(_writer.IsAborted);
        outbox.Enqueue(Frame(4));

        Assert.Equal((true, 1), (_writer.IsAborted, _overflows));
    }

    [Fact]
    public void Enqueue_MoreBytesThanMayWait_AbortsTheConnection()
    {
        var frame = Frame(1);
        var outbox = Create(maxBytes: (2 * frame.Bytes) + 1);
        _writer.IsBlocked = true;
        outbox.Enqueue(frame);
        outbox.Enqueue(frame);
        outbox.Enqueue(frame);

        Assert.False(_writer.IsAborted);
        outbox.Enqueue(frame);

        Assert.Equal((true, 1), (_writer.IsAborted, _overflows));
    }

    [Fact]
    public async Task Enqueue_FramesHaveGoneOut_TheirBytesMayBeUsedAgain()
    {
        var frame = Frame(1);
        var outbox = Create(maxBytes: 2 * frame.Bytes);
        _writer.IsBlocked = true;
        for (var number = 1; number <= 3; number++)
        {
            outbox.Enqueue(frame);
        }

        (await _writer.NextBlockedAsync()).SetResult();
        outbox.Enqueue(frame);

        Assert.False(_writer.IsAborted);
    }

    [Fact]
    public async Task Enqueue_AfterAnOverflow_NothingGoesOutAndItIsCountedOnce()
    {
        var outbox = Create(maxFrames: 1);
        _writer.IsBlocked = true;
        for (var number = 1; number <= 5; number++)
        {
            outbox.Enqueue(Frame(number));
        }

        (await _writer.NextBlockedAsync()).SetResult();
        outbox.Enqueue(Frame(6));

        Assert.Equal(1, _overflows);
        Assert.Equal([1], Numbers);
    }

    [Fact]
    public async Task Enqueue_TransportFails_DropsWhatWaitsAndTakesNoMore()
    {
        var outbox = Create();
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));
        outbox.Enqueue(Frame(2));

        (await _writer.NextBlockedAsync()).SetException(new IOException("The line broke."));
        outbox.Enqueue(Frame(3));

        Assert.Equal([1], Numbers);
        Assert.Equal((false, 0), (_writer.IsAborted, _overflows));
    }

    [Fact]
    public async Task Close_FramesWait_DropsThem()
    {
        var outbox = Create();
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));
        outbox.Enqueue(Frame(2));

        outbox.Close();
        (await _writer.NextBlockedAsync()).SetResult();
        outbox.Enqueue(Frame(3));

        Assert.Equal([1], Numbers);
    }

    [Fact]
    public async Task Enqueue_FromManyThreadsWhileTheTransportPushesBack_EachFrameGoesOutOnceAndThreadsKeepTheirOrder()
    {
        const int Threads = 4;
        const int Each = 50;
        var outbox = Create(maxFrames: Threads * Each);
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(0));

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var number = 1; number <= Each; number++)
            {
                outbox.Enqueue(Frame((thread * 1000) + number));
            }
        })));
        for (var i = 0; i <= Threads * Each; i++)
        {
            (await _writer.NextBlockedAsync()).SetResult();
        }

        Assert.Equal((Threads * Each) + 1, Numbers.Length);
        for (var thread = 0; thread < Threads; thread++)
        {
            var first = (thread * 1000) + 1;
            Assert.Equal(Enumerable.Range(first, Each).Select(number => (long)number), Numbers.Where(number => number >= first && number < first + Each));
        }
    }

    private long[] Numbers => [.. _writer.Frames.Cast<ReadFrame>().Select(frame => frame.Seq)];

    private Outbox Create(int maxFrames = 100, int maxBytes = 1_000_000) => new(_writer, maxFrames, maxBytes, () => _overflows++);

    private static OutboundFrame Frame(long number) => FrameEncoder.Encode(new ReadFrame("A", "ann", number));
}
