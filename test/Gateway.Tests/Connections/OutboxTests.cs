using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Connections;

public sealed class OutboxTests
{
    private readonly FrameRecorder _writer = new();
    private readonly FakeTime _time = new();
    private readonly GatewayCounters _counters = new();

    [Fact]
    public void Enqueue_TransportKeepsUp_GoesStraightThrough()
    {
        var outbox = Create(new OutboxOptions());

        outbox.Enqueue(Frame(1));
        outbox.Enqueue(Frame(2));

        Assert.Equal([1, 2], Numbers);
    }

    [Fact]
    public async Task Enqueue_TransportPushesBack_WaitsAndKeepsItsOrder()
    {
        var outbox = Create(new OutboxOptions());
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
    public async Task Enqueue_SeveralTogether_AreOneWriteAndWaitOneByOne()
    {
        var outbox = Create(new OutboxOptions());
        outbox.Enqueue(FrameEncoder.Combine([Frame(1), Frame(2)]));
        Assert.Single(_writer.Written);
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(3));
        outbox.Enqueue(FrameEncoder.Combine([Frame(4), Frame(5)]));

        await _writer.UnblockAsync();

        Assert.Equal(4, _writer.Written.Count);
        Assert.Equal([1, 2, 3, 4, 5], Numbers);
    }

    [Fact]
    public async Task Enqueue_AfterTheTransportCaughtUp_GoesStraightThroughAgain()
    {
        var outbox = Create(new OutboxOptions());
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
    public async Task Enqueue_MoreThanAQuarterWaits_IsToldFirstAndCounted()
    {
        var outbox = Create(new OutboxOptions { Frames = 8 });
        _writer.IsBlocked = true;
        for (var number = 1; number <= 3; number++)
        {
            outbox.Enqueue(Frame(number));
        }

        Assert.Equal(1, _counters.SlowSteps(SlowStep.Signals));
        await _writer.UnblockAsync();

        Assert.Equal([Read(1), new SlowFrame("signals"), Read(2), Read(3), new SlowFrame("none")], _writer.Frames);
    }

    [Fact]
    public async Task Enqueue_ReaderCaughtUpAndFellBehindAgain_IsToldAgain()
    {
        var outbox = Create(new OutboxOptions { Frames = 8 });
        for (var round = 0; round < 2; round++)
        {
            _writer.IsBlocked = true;
            for (var number = 1; number <= 3; number++)
            {
                outbox.Enqueue(Frame(number));
            }

            await _writer.UnblockAsync();
        }

        Assert.Equal(["signals", "none", "signals", "none"], _writer.Frames.OfType<SlowFrame>().Select(slow => slow.Step));
        Assert.Equal(2, _counters.SlowSteps(SlowStep.Signals));
    }

    [Fact]
    public async Task Enqueue_EverythingThatWaitsIsControl_SaysByeWhenTheTransportTakesItAndCloses()
    {
        var outbox = Create(new OutboxOptions { Frames = 8, RetryAfter = TimeSpan.FromSeconds(7) });
        _writer.IsBlocked = true;
        for (var number = 0; number <= 9; number++)
        {
            outbox.Enqueue(FrameEncoder.Encode(new DrainFrame(number)));
        }

        Assert.Equal((1, false, false), (_counters.SlowConnections, _writer.IsClosed, _writer.IsAborted));
        await _writer.UnblockAsync();
        outbox.Enqueue(Frame(1));

        Assert.Equal([new DrainFrame(0), new ByeFrame("OVERLOADED", "This connection reads too slowly.", "resume", 7000)], _writer.Frames);
        Assert.Equal((1, true, false), (_counters.SlowConnections, _writer.IsClosed, _writer.IsAborted));
    }

    [Fact]
    public async Task Sweep_ByeWasWrittenAndTheConnectionDoesNotEnd_CutsItOff()
    {
        var readers = CreateReaders(new OutboxOptions());
        var outbox = new Outbox(_writer, readers);
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));
        _time.Advance(TimeSpan.FromSeconds(30));
        readers.Sweep();
        await _writer.UnblockAsync();
        Assert.Equal((true, false), (_writer.IsClosed, _writer.IsAborted));

        _time.Advance(TimeSpan.FromSeconds(1));
        readers.Sweep();

        Assert.True(_writer.IsAborted);
    }

    [Fact]
    public async Task Sweep_ByeWasWrittenAndTheConnectionEnded_HasNothingToDo()
    {
        var readers = CreateReaders(new OutboxOptions());
        var outbox = new Outbox(_writer, readers);
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));
        _time.Advance(TimeSpan.FromSeconds(30));
        readers.Sweep();
        await _writer.UnblockAsync();
        outbox.Close();

        _time.Advance(TimeSpan.FromSeconds(1));
        readers.Sweep();

        Assert.False(_writer.IsAborted);
    }

    [Fact]
    public void Sweep_NothingWasTakenForTheTimeout_EndsAndThenCutsOff()
    {
        var readers = CreateReaders(new OutboxOptions());
        var outbox = new Outbox(_writer, readers);
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));

        _time.Advance(TimeSpan.FromSeconds(29));
        readers.Sweep();
        Assert.Equal(0, _counters.SlowConnections);

        _time.Advance(TimeSpan.FromSeconds(1));
        readers.Sweep();
        Assert.Equal((1, false), (_counters.SlowConnections, _writer.IsAborted));

        _time.Advance(TimeSpan.FromSeconds(1));
        readers.Sweep();
        Assert.Equal((1, true), (_counters.SlowConnections, _writer.IsAborted));
    }

    [Fact]
    public async Task Sweep_SomethingIsTakenNowAndThen_LeavesItOpen()
    {
        var readers = CreateReaders(new OutboxOptions());
        var outbox = new Outbox(_writer, readers);
        _writer.IsBlocked = true;
        for (var number = 1; number <= 10; number++)
        {
            outbox.Enqueue(Frame(number));
        }

        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(29));
            readers.Sweep();
            (await _writer.NextBlockedAsync()).SetResult();
        }

        Assert.Equal(0, _counters.SlowConnections);
    }

    [Fact]
    public void Sweep_TransportKeepsUp_HasNobodyToLookAt()
    {
        var readers = CreateReaders(new OutboxOptions());
        var outbox = new Outbox(_writer, readers);
        outbox.Enqueue(Frame(1));

        _time.Advance(TimeSpan.FromHours(1));
        readers.Sweep();

        Assert.Equal((0, false), (_counters.SlowConnections, _writer.IsAborted));
    }

    [Fact]
    public async Task Start_TimePasses_SweepsByItself()
    {
        using var readers = CreateReaders(new OutboxOptions());
        await readers.StartAsync(CancellationToken.None);
        var outbox = new Outbox(_writer, readers);
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(_writer.IsAborted);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(_writer.IsAborted);
    }

    [Fact]
    public void Enqueue_NothingWasTakenForTheTimeout_EndsWithoutASweep()
    {
        var outbox = Create(new OutboxOptions());
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));
        _time.Advance(TimeSpan.FromSeconds(30));

        outbox.Enqueue(Frame(2));

        Assert.Equal(1, _counters.SlowConnections);
    }

    [Fact]
    public async Task Forget_FramesOfTheRoomWait_DropsTheirsAlone()
    {
        var outbox = Create(new OutboxOptions());
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));
        outbox.Enqueue(Frame(2));
        outbox.Enqueue(FrameEncoder.Encode(new ReadFrame("B", "ann", 3)));

        outbox.Forget("A");
        await _writer.UnblockAsync();

        Assert.Equal([1, 3], Numbers);
    }

    [Fact]
    public async Task Enqueue_TransportFails_DropsWhatWaitsAndTakesNoMore()
    {
        var outbox = Create(new OutboxOptions());
        _writer.IsBlocked = true;
        outbox.Enqueue(Frame(1));
        outbox.Enqueue(Frame(2));

        (await _writer.NextBlockedAsync()).SetException(new IOException("The line broke."));
        outbox.Enqueue(Frame(3));

        Assert.Equal([1], Numbers);
        Assert.Equal((false, 0), (_writer.IsAborted, _counters.SlowConnections));
    }

    [Fact]
    public async Task Close_FramesWait_DropsThem()
    {
        var outbox = Create(new OutboxOptions());
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
        var outbox = Create(new OutboxOptions { Frames = 10 * Threads * Each });
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

    private Outbox Create(OutboxOptions options) => new(_writer, CreateReaders(options));

    private SlowReaders CreateReaders(OutboxOptions options) => Readers.Create(options, _time, _counters);

    private static ReadFrame Read(long number) => new("A", "ann", number);

    private static OutboundFrame Frame(long number) => FrameEncoder.Encode(Read(number));
}
