using System.Threading.Channels;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Fanout;

/// <summary>A gateway whose every call waits for the test to answer it.</summary>
internal sealed class FakeObserver : IGatewayObserver
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();
    private int _inFlight;

    /// <summary>The most calls that were ever in flight together.</summary>
    public int MostInFlight { get; private set; }

    public async Task DeliverAsync(EventBatch batch)
    {
        MostInFlight = Math.Max(MostInFlight, Interlocked.Increment(ref _inFlight));
        var call = new Call(batch);
        _calls.Writer.TryWrite(call);
        try
        {
            await call.Answer.Task;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    /// <summary>The next call, as soon as it comes.</summary>
    public async Task<Call> NextAsync() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>Whether a call is there that the test has not taken.</summary>
    public bool HasCall => _calls.Reader.TryPeek(out _);

    /// <summary>One call and the answer that it waits for.</summary>
    public sealed class Call(EventBatch batch)
    {
        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The numbers of the events in the batch.</summary>
        public string Numbers { get; } = string.Join(' ', batch.Events.Cast<OrderedEvent>().Select(ordered => ordered.Seq));

        public void Succeed() => Answer.SetResult();

        public void Fail() => Answer.SetException(new TimeoutException("The gateway did not answer."));
    }
}
