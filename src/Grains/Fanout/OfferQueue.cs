namespace OrleansChat.Grains.Fanout;

/// <summary>
/// Asks one gateway what it holds of rooms. When a silo is lost, thousands of rooms are activated at once: at most one call is in flight, and the
/// next asks for all that have come meanwhile. A gateway that did not answer the last time is asked again, but nobody waits for it.
/// </summary>
internal sealed class OfferQueue(IGatewayObserver observer, GatewayLinkOptions options, LinkScheduler scheduler)
{
    private readonly Lock _lock = new();
    private List<(RoomFence Fence, TaskCompletionSource<RoomOffer?> Answer)> _waiting = [];
    private bool _asking;
    private bool _isSilent;

    public async Task<RoomOffer?> AskAsync(RoomFence fence, TimeProvider time)
    {
        // Who waits is a grain, which goes on in its own turn; the thread pool has no part in it.
        var answer = new TaskCompletionSource<RoomOffer?>();
        bool isSilent;
        lock (_lock)
        {
            isSilent = _isSilent;
            _waiting.Add((fence, answer));
            if (!_asking)
            {
                _asking = true;
                _ = scheduler.Start(AskAllAsync);
            }
        }

        if (isSilent)
        {
            return null;
        }

        try
        {
            return await answer.Task.WaitAsync(options.OfferTimeout, time);
        }
        catch (TimeoutException)
        {
            lock (_lock)
            {
                _isSilent = true;
            }

            return null;
        }
    }

    private async Task AskAllAsync()
    {
        while (TakeWaiting() is { Count: > 0 } asked)
        {
            try
            {
                var offers = await observer.OfferAsync(new OfferRequest([.. asked.Select(room => room.Fence)]));
                Heard(isSilent: false);
                for (var i = 0; i < asked.Count; i++)
                {
                    asked[i].Answer.TrySetResult(offers[i]);
                }
            }
#pragma warning disable CA1031 // A gateway that cannot be asked is one that did not answer; the rooms go on without it.
            catch (Exception)
#pragma warning restore CA1031
            {
                Heard(isSilent: true);
                asked.ForEach(room => room.Answer.TrySetResult(null));
            }
        }
    }

    private List<(RoomFence Fence, TaskCompletionSource<RoomOffer?> Answer)> TakeWaiting()
    {
        lock (_lock)
        {
            var taken = _waiting;
            _waiting = [];
            _asking = taken.Count > 0;
            return taken;
        }
    }

    private void Heard(bool isSilent)
    {
        lock (_lock)
        {
            _isSilent = isSilent;
        }
    }
}
