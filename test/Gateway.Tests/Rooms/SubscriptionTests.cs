using OrleansChat.Grains.Interfaces;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Rooms;

namespace OrleansChat.Gateway.Tests.Rooms;

public sealed class SubscriptionTests
{
    private readonly Member _bob = new(Events.Bob);
    private readonly Subscription _subscription;

    public SubscriptionTests() => _subscription = new Subscription(_bob.Connection, new GatewayRoom(Events.Room, _bob.Subscription.Gateway, tailCapacity: 10, largeFrom: 64, fence: 0), _bob.Subscription);

    [Fact]
    public void Offer_BeforeTheAnswerWasWritten_HoldsBack()
    {
        var wentOut = Offer(1);

        Assert.False(wentOut);
        Assert.Empty(_bob.Frames);
    }

    [Fact]
    public void Release_EventsWereHeld_LetsThoseGoThatTheAnswerDoesNotHold()
    {
        Offer(1);
        Offer(2);
        Offer(3);
        _subscription.Answered(new Position(Events.Epoch, 2));

        _subscription.Release();

        Assert.Equal([3], _bob.Seqs);
    }

    [Fact]
    public void Offer_AfterRelease_GoesOutAtOnce()
    {
        _subscription.Answered(new Position(Events.Epoch, 1));
        _subscription.Release();

        Assert.True(Offer(2));
        Assert.Equal([2], _bob.Seqs);
    }

    [Fact]
    public void Offer_WhatTheAnswerHolds_IsSkipped()
    {
        _subscription.Answered(new Position(Events.Epoch, 5));
        _subscription.Release();

        Assert.False(Offer(4));
        Assert.False(Offer(5));
        Assert.True(Offer(6));
        Assert.Equal([6], _bob.Seqs);
    }

    [Fact]
    public void Offer_LowerNumberOfAHigherEpoch_GoesOut()
    {
        _subscription.Answered(new Position(Events.Epoch, 5));
        _subscription.Release();

        Assert.True(_subscription.Offer(new EncodedEvent(Events.Message(2, Events.Epoch + 1)), new Position(Events.Epoch + 1, 2)));
    }

    [Fact]
    public void Offer_SignalWithoutAPlace_IsNeverSkipped()
    {
        _subscription.Answered(new Position(Events.Epoch, 5));
        _subscription.Release();

        Assert.True(_subscription.Offer(new EncodedEvent(Events.Typing(Events.Ann)), default));
        Assert.IsType<TypingFrame>(Assert.Single(_bob.Frames));
    }

    [Fact]
    public void Offer_OwnTyping_DoesNotGoOut()
    {
        _subscription.Release();

        Assert.False(_subscription.Offer(new EncodedEvent(Events.Typing(Events.Bob)), default));
        Assert.Empty(_bob.Frames);
    }

    [Fact]
    public void Hold_JoinIsRepeated_HoldsAgainAndSkipsWhatTheNewAnswerHolds()
    {
        _subscription.Answered(new Position(Events.Epoch, 1));
        _subscription.Release();
        Offer(2);

        _subscription.Hold();
        Offer(3);
        Offer(4);
        _subscription.Answered(new Position(Events.Epoch, 3));
        _subscription.Release();

        Assert.Equal([2, 4], _bob.Seqs);
    }

    [Fact]
    public void Release_MoreWasHeldThanFits_TheClientIsToldToJoinAgain()
    {
        for (var seq = 1; seq <= 1025; seq++)
        {
            Offer(seq);
        }

        _subscription.Release();

        Assert.Equal(Enumerable.Range(1, 1024).Select(seq => (long)seq), _bob.Seqs);
        Assert.Equal("A", Assert.IsType<ResyncFrame>(_bob.Frames[^1]).Room);
    }

    [Fact]
    public void Release_Again_DoesNothing()
    {
        Offer(1);
        _subscription.Release();

        _subscription.Release();

        Assert.Equal([1], _bob.Seqs);
    }

    private bool Offer(long seq) => _subscription.Offer(new EncodedEvent(Events.Message(seq)), new Position(Events.Epoch, seq));
}
