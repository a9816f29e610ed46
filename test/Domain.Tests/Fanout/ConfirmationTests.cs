using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Fanout;

public sealed class ConfirmationTests
{
    private readonly Confirmation _confirmation = new();

    [Fact]
    public async Task Held_NobodyAsked_IsFalse()
    {
        _confirmation.AllAsked();
        Assert.False(await _confirmation.Held);
    }

    [Fact]
    public async Task Held_OneOfTwoKept_IsTrueAtOnce()
    {
        Ask(2);
        _confirmation.Answer(DeliveryOutcome.NotKept);
        Assert.False(_confirmation.Held.IsCompleted);
        _confirmation.Answer(DeliveryOutcome.Kept);
        Assert.True(await _confirmation.Held);
    }

    [Fact]
    public async Task Held_KeptBeforeAllWereAsked_IsTrue()
    {
        _confirmation.Expect();
        _confirmation.Answer(DeliveryOutcome.Kept);
        _confirmation.AllAsked();
        Assert.True(await _confirmation.Held);
    }

    [Fact]
    public void Held_FirstFailedBeforeAllWereAsked_IsStillOpen()
    {
        _confirmation.Expect();
        _confirmation.Answer(DeliveryOutcome.NotKept);
        Assert.False(_confirmation.Held.IsCompleted);
    }

    [Fact]
    public async Task Held_AllFailed_IsFalse()
    {
        Ask(2);
        _confirmation.Answer(DeliveryOutcome.NotKept);
        _confirmation.Answer(DeliveryOutcome.NotKept);
        Assert.False(await _confirmation.Held);
        Assert.False(_confirmation.IsFenced);
    }

    [Fact]
    public async Task IsFenced_OneKnowsANewerActivation_IsTrueAndThatOneDoesNotHoldIt()
    {
        Ask(1);
        _confirmation.Answer(DeliveryOutcome.Fenced);
        Assert.True(_confirmation.IsFenced);
        Assert.False(await _confirmation.Held);
    }

    private void Ask(int gateways)
    {
        for (var i = 0; i < gateways; i++)
        {
            _confirmation.Expect();
        }

        _confirmation.AllAsked();
    }
}
