using System.Threading.Channels;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Fanout;

/// <summary>A gateway whose every call waits for the test to answer it.</summary>
internal sealed class FakeObserver : IGatewayObserver
{
    private readonly Channel<DeliveryCall> _deliveries = Channel.CreateUnbounded<DeliveryCall>();
    private readonly Channel<OfferCall> _offers = Channel.CreateUnbounded<OfferCall>();
    private int _inFlight;
    private int _offersInFlight;

    /// <summary>The most deliveries that were ever in flight together.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>The most questions that were ever in flight together.</summary>
    public int MostOffersInFlight { get; private set; }

    /// <summary>Whether a delivery is there that the test has not taken.</summary>
    public bool HasCall => _deliveries.Reader.TryPeek(out _);

    /// <summary>Whether a question is there that the test has not taken.</summary>
    public bool HasOffer => _offers.Reader.TryPeek(out _);

    public async Task<DeliveryReceipt> DeliverAsync(EventBatch batch)
    {
        MostInFlight = Math.Max(MostInFlight, Interlocked.Increment(ref _inFlight));
        var call = new DeliveryCall(batch);
        _deliveries.Writer.TryWrite(call);
        try
        {
            return await call.Answer.Task;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    public async Task<RoomOffer[]> OfferAsync(OfferRequest request)
    {
        MostOffersInFlight = Math.Max(MostOffersInFlight, Interlocked.Increment(ref _offersInFlight));
        var call = new OfferCall(request);
        _offers.Writer.TryWrite(call);
        try
        {
            return await call.Answer.Task;
        }
        finally
        {
            Interlocked.Decrement(ref _offersInFlight);
        }
    }

    /// <summary>The next delivery, as soon as it comes.</summary>
    public async Task<DeliveryCall> NextAsync() => await _deliveries.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>The next question, as soon as it comes.</summary>
    public async Task<OfferCall> NextOfferAsync() => await _offers.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
}
