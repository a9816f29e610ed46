using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansChat.Domain.Tests.Rooms;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Domain.Tests.Fanout;

public sealed class GatewayLinksTests
{
    private static readonly GatewayId Here = new(RoomDriver.Here);
    private static readonly GatewayId There = new(RoomDriver.There);

    private readonly FakeLocalGateway _local = new(RoomDriver.Here);
    private readonly FakeObserver _observer = new();
    private readonly GatewayLinks _links;

    public GatewayLinksTests() =>
        _links = new GatewayLinks(Options.Create(new GatewayLinkOptions()), new FakeTime(), new LinkScheduler(TaskScheduler.Default), NullLogger<GatewayLink>.Instance, _local);

    [Fact]
    public void Send_LocalGateway_IsDeliveredInTheSameTurnWithoutACall()
    {
        _links.Register(Here, _observer);
        _links.Send(Here, Sample.Message(1));
        Assert.Equal([Sample.Message(1)], _local.Delivered);
        Assert.False(_observer.HasCall);
    }

    [Fact]
    public async Task Send_RegisteredGateway_GoesOverItsLink()
    {
        _links.Register(There, _observer);
        _links.Send(There, Sample.Message(1));
        var call = await _observer.NextAsync();
        Assert.Equal("1", call.Numbers);
        call.Succeed();
        Assert.Empty(_local.Delivered);
    }

    [Fact]
    public async Task Register_Again_KeepsTheFirstLink()
    {
        var second = new FakeObserver();
        _links.Register(There, _observer);
        _links.Register(There, second);
        _links.Send(There, Sample.Message(1));
        (await _observer.NextAsync()).Succeed();
        Assert.False(second.HasCall);
    }

    [Fact]
    public void Send_UnknownGateway_GoesNowhere()
    {
        _links.Register(There, _observer);
        _links.Send(new GatewayId("gateway-3"), Sample.Message(1));
        Assert.False(_observer.HasCall);
        Assert.Empty(_local.Delivered);
    }

    [Fact]
    public async Task Send_OneGatewayHangs_TheOtherIsServed()
    {
        var hanging = new FakeObserver();
        var hangs = new GatewayId("gateway-3");
        _links.Register(hangs, hanging);
        _links.Register(There, _observer);
        _links.Send(hangs, Sample.Message(1));
        var stuck = await hanging.NextAsync();
        for (var seq = 1; seq <= 3; seq++)
        {
            _links.Send(There, Sample.Message(seq));
            (await _observer.NextAsync()).Succeed();
        }

        stuck.Succeed();
    }

    [Fact]
    public async Task Send_LocalGateway_SaysWhatItDidButConfirmsNothing()
    {
        _local.Outcome = DeliveryOutcome.Fenced;
        var confirmation = new Confirmation();
        Assert.Equal(DeliveryOutcome.Fenced, _links.Send(Here, Sample.Message(1), confirmation));
        confirmation.AllAsked();
        Assert.False(await confirmation.Held);
    }

    [Fact]
    public async Task Send_UnknownGateway_ConfirmsNothing()
    {
        var confirmation = new Confirmation();
        _links.Send(There, Sample.Message(1), confirmation);
        confirmation.AllAsked();
        Assert.False(await confirmation.Held);
    }

    [Fact]
    public async Task OfferAsync_LocalGateway_AnswersWithoutACall()
    {
        _local.Held = new RoomOffer { Gateway = Here, Head = 5 };
        Assert.Same(_local.Held, await _links.OfferAsync(Here, new RoomFence(Sample.Room, 7)));
        Assert.Equal([new RoomFence(Sample.Room, 7)], _local.Fences);
    }

    [Fact]
    public async Task OfferAsync_UnknownGateway_IsNoAnswer() => Assert.Null(await _links.OfferAsync(There, new RoomFence(Sample.Room, 7)));

    [Fact]
    public async Task Remove_Gateway_EndsItsLinkUntilItRegistersAgain()
    {
        var second = new FakeObserver();
        _links.Register(There, _observer);
        _links.Remove(There);
        _links.Send(There, Sample.Message(1));
        _links.Register(There, second);
        _links.Send(There, Sample.Message(2));
        var call = await second.NextAsync();
        Assert.Equal("2", call.Numbers);
        call.Succeed();
        Assert.False(_observer.HasCall);
    }
}
