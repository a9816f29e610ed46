using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Domain.Tests.Fanout;

public sealed class OfferQueueTests
{
    private readonly FakeObserver _observer = new();
    private readonly FakeTime _time = new();
    private readonly OfferQueue _queue;

    public OfferQueueTests() => _queue = new OfferQueue(_observer, new GatewayLinkOptions(), new LinkScheduler(TaskScheduler.Default));

    [Fact]
    public async Task AskAsync_Idle_AsksAtOnce()
    {
        var answer = AskAsync("ONE");
        var call = await _observer.NextOfferAsync();
        Assert.Equal([new RoomFence(RoomId.Parse("ONE"), 7)], call.Fences);
        call.Succeed(Offer(5));
        Assert.Equal(5, (await answer)!.Head);
    }

    [Fact]
    public async Task AskAsync_CallInFlight_WaitsAndGoesWithTheOthersInOne()
    {
        var first = AskAsync("ONE");
        var call = await _observer.NextOfferAsync();
        var second = AskAsync("TWO");
        var third = AskAsync("THREE");
        Assert.False(_observer.HasOffer);
        call.Succeed(Offer(1));
        var next = await _observer.NextOfferAsync();
        Assert.Equal("TWO THREE", next.Rooms);
        next.Succeed(Offer(2), Offer(3));
        Assert.Equal([1L, 2, 3], new[] { await first, await second, await third }.Select(offer => offer!.Head));
        Assert.Equal(1, _observer.MostOffersInFlight);
    }

    [Fact]
    public async Task AskAsync_CallFails_IsNullAndTheNextIsAskedButNotWaitedFor()
    {
        var answer = AskAsync("ONE");
        (await _observer.NextOfferAsync()).Fail();
        Assert.Null(await answer);
        Assert.Null(await AskAsync("TWO"));
        var call = await _observer.NextOfferAsync();
        Assert.Equal("TWO", call.Rooms);
        call.Fail();
    }

    [Fact]
    public async Task AskAsync_NoAnswerInTime_IsNullAndNobodyElseWaits()
    {
        var answer = AskAsync("ONE");
        var call = await _observer.NextOfferAsync();
        await _time.WhenTimersAsync(1);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(answer.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await answer);
        Assert.Null(await AskAsync("TWO"));
        call.Fail();
    }

    [Fact]
    public async Task AskAsync_AfterASilentGatewayAnsweredAgain_IsWaitedFor()
    {
        var late = AskAsync("ONE");
        var call = await _observer.NextOfferAsync();
        await _time.WhenTimersAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await late);
        var unawaited = AskAsync("TWO");
        Assert.Null(await unawaited);

        // The second question goes out only when the first answer is in, so that is heard by then.
        call.Succeed(Offer(1));
        var second = await _observer.NextOfferAsync();
        var third = AskAsync("THREE");
        second.Succeed(Offer(2));
        (await _observer.NextOfferAsync()).Succeed(Offer(3));
        Assert.Equal(3, (await third)!.Head);
    }

    private Task<RoomOffer?> AskAsync(string room) => _queue.AskAsync(new RoomFence(RoomId.Parse(room), 7), _time);

    private static RoomOffer Offer(long head) => new() { Gateway = new GatewayId("gateway"), Head = head };
}
