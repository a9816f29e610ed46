using System.Collections.Concurrent;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Grains.Tests.Gateways;

/// <summary>Stands before a gateway's ear, and counts the calls that bring messages. It can hold the next one up.</summary>
internal sealed class PushCounter : IGatewayObserver
{
    private readonly ConcurrentQueue<int> _pushes = new();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource? _gate;

    /// <summary>How many messages each call brought, of those that brought any.</summary>
    public int[] Pushes => [.. _pushes];

    /// <summary>The ear itself.</summary>
    public IGatewayObserver Gateway { get; set; } = null!;

    /// <summary>Holds the calls that bring messages from now on; returns when one has come.</summary>
    public Task HoldAsync()
    {
        _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _arrived.Task;
    }

    public void LetGo() => _gate?.TrySetResult();

    public async Task<DeliveryReceipt> DeliverAsync(EventBatch batch)
    {
        if (batch.Events.Count(roomEvent => roomEvent is MessagePosted) is > 0 and var messages)
        {
            _pushes.Enqueue(messages);
            if (_gate is { } gate)
            {
                _arrived.TrySetResult();
                await gate.Task;
            }
        }

        return await Gateway.DeliverAsync(batch);
    }

    public Task<RoomOffer[]> OfferAsync(OfferRequest request) => Gateway.OfferAsync(request);
}
