using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Bench.Micro;

/// <summary>A link to a gateway elsewhere, which takes every call at once: what remains is queueing and batching.</summary>
public class LinkBatching
{
    private readonly GatewayLink _link = new(
        Samples.Gateway,
        new PromptGateway(),
        new GatewayLinkOptions(),
        TimeProvider.System,
        new LinkScheduler(TaskScheduler.Default),
        NullLogger<GatewayLink>.Instance);

    private readonly MessagePosted _message = Samples.Message(seq: 1);

    /// <summary>Events that are queued before anybody looks.</summary>
    [Params(1, 100)]
    public int Burst { get; set; }

    /// <summary>Sends a burst and waits until it is delivered.</summary>
    [Benchmark]
    public Task SendBurst()
    {
        for (var number = 0; number < Burst; number++)
        {
            _link.Send(_message);
        }

        return _link.FlushAsync();
    }
}
