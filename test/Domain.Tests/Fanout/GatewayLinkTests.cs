using Microsoft.Extensions.Logging.Abstractions;
using OrleansChat.Domain.Tests.Rooms;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Domain.Tests.Fanout;

public sealed class GatewayLinkTests
{
    private readonly FakeObserver _observer = new();
    private readonly FakeTime _time = new();

    [Fact]
    public async Task Send_IdleLink_CallsAtOnce()
    {
        Send(NewLink(), 1, 1);
        var call = await _observer.NextAsync();
        Assert.Equal("1", call.Numbers);
        call.Succeed();
    }

    [Fact]
    public async Task Send_CallInFlight_WaitsAndGoesInOneBatchInOrder()
    {
        var link = NewLink();
        Send(link, 1, 1);
        var first = await _observer.NextAsync();
        Send(link, 2, 5);
        Assert.False(_observer.HasCall);
        first.Succeed();
        var second = await _observer.NextAsync();
        Assert.Equal("2 3 4 5", second.Numbers);
        second.Succeed();
        Assert.Equal(1, _observer.MostInFlight);
    }

    [Fact]
    public async Task Send_MoreThanABatch_GoesInBatchesOneAfterTheOther()
    {
        var link = NewLink(new GatewayLinkOptions { BatchSize = 3 });
        Send(link, 1, 1);
        var call = await _observer.NextAsync();
        Send(link, 2, 8);
        var batches = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            call.Succeed();
            call = await _observer.NextAsync();
            batches.Add(call.Numbers);
        }

        call.Succeed();
        Assert.Equal(["2 3 4", "5 6 7", "8"], batches);
        Assert.Equal(1, _observer.MostInFlight);
    }

    [Fact]
    public async Task Send_AfterTheLinkFellIdle_CallsAgain()
    {
        var link = NewLink();
        for (var seq = 1; seq <= 100; seq++)
        {
            Send(link, seq, seq);
            var call = await _observer.NextAsync();
            Assert.Equal($"{seq}", call.Numbers);
            call.Succeed();
        }
    }

    [Fact]
    public async Task Send_CallFails_TriesTheSameBatchAgainAfterTheDelay()
    {
        var link = NewLink();
        Send(link, 1, 1);
        (await _observer.NextAsync()).Fail();
        await _time.WhenTimersAsync(1);
        Send(link, 2, 2);
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.True(_time.WhenTimersAsync(1).IsCompleted, "The delay ended early.");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var again = await _observer.NextAsync();
        Assert.Equal("1", again.Numbers);
        again.Succeed();
        var next = await _observer.NextAsync();
        Assert.Equal("2", next.Numbers);
        next.Succeed();
    }

    [Fact]
    public async Task Send_EveryAttemptFails_DropsTheBatchAndGoesOn()
    {
        var link = NewLink();
        Send(link, 1, 1);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var call = await _observer.NextAsync();
            Assert.Equal("1", call.Numbers);
            if (attempt == 1)
            {
                Send(link, 2, 3);
            }

            call.Fail();
            if (attempt < 3)
            {
                await _time.WhenTimersAsync(1);
                _time.Advance(TimeSpan.FromMilliseconds(250));
            }
        }

        var next = await _observer.NextAsync();
        Assert.Equal("2 3", next.Numbers);
        next.Succeed();
    }

    [Fact]
    public async Task Send_QueueFull_DropsTheNewest()
    {
        var link = NewLink(new GatewayLinkOptions { Capacity = 3 });
        Send(link, 1, 1);
        var first = await _observer.NextAsync();
        Send(link, 2, 6);
        first.Succeed();
        var second = await _observer.NextAsync();
        Assert.Equal("2 3 4", second.Numbers);
        Send(link, 7, 7);
        second.Succeed();
        var third = await _observer.NextAsync();
        Assert.Equal("7", third.Numbers);
        third.Succeed();
    }

    [Fact]
    public async Task Send_Confirmations_LearnEachWhatBecameOfTheirEvent()
    {
        var link = NewLink();
        Send(link, 1, 1);
        var first = await _observer.NextAsync();
        var (kept, fenced) = (Confirmed(link, 2), Confirmed(link, 3));
        first.Succeed();
        (await _observer.NextAsync()).Answers(DeliveryOutcome.Kept, DeliveryOutcome.Fenced);
        Assert.True(await kept.Held);
        Assert.False(await fenced.Held);
        Assert.Equal((false, true), (kept.IsFenced, fenced.IsFenced));
    }

    [Fact]
    public async Task Send_EveryAttemptFails_IsNotKept()
    {
        var link = NewLink(new GatewayLinkOptions { Attempts = 1 });
        var confirmation = Confirmed(link, 1);
        (await _observer.NextAsync()).Fail();
        Assert.False(await confirmation.Held);
    }

    [Fact]
    public async Task Send_QueueFull_IsNotKeptAtOnce()
    {
        var link = NewLink(new GatewayLinkOptions { Capacity = 1 });
        Send(link, 1, 1);
        var call = await _observer.NextAsync();
        Send(link, 2, 2);
        Assert.False(await Confirmed(link, 3).Held);
        call.Succeed();
        (await _observer.NextAsync()).Succeed();
    }

    [Fact]
    public async Task Close_WaitingEvents_AreNotKeptAndNothingFollows()
    {
        var link = NewLink();
        Send(link, 1, 1);
        var call = await _observer.NextAsync();
        var waiting = Confirmed(link, 2);
        link.Close();
        Assert.False(await waiting.Held);
        Assert.False(await Confirmed(link, 3).Held);
        call.Fail();
        await link.FlushAsync();
        Assert.False(_observer.HasCall);
    }

    private static Confirmation Confirmed(GatewayLink link, long seq)
    {
        var confirmation = new Confirmation();
        confirmation.Expect();
        link.Send(Sample.Message(seq), confirmation);
        confirmation.AllAsked();
        return confirmation;
    }

    private static void Send(GatewayLink link, int from, int to)
    {
        for (var seq = from; seq <= to; seq++)
        {
            link.Send(Sample.Message(seq));
        }
    }

    private GatewayLink NewLink(GatewayLinkOptions? options = null) =>
        new(new GatewayId(RoomDriver.Here), _observer, options ?? new GatewayLinkOptions(), _time, new LinkScheduler(TaskScheduler.Default), NullLogger<GatewayLink>.Instance);
}
