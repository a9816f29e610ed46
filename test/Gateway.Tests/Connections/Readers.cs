using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Connections;

namespace OrleansChat.Gateway.Tests.Connections;

/// <summary>The slow readers of a gateway that has nothing else.</summary>
internal static class Readers
{
    /// <summary>With bounds that nothing reaches.</summary>
    public static SlowReaders Patient { get; } = Create(new OutboxOptions { Frames = 100_000, Bytes = 64 * 1024 * 1024, SlowTimeout = TimeSpan.FromHours(1) });

    public static SlowReaders Create(OutboxOptions options, TimeProvider? time = null, GatewayCounters? counters = null) =>
        new(Options.Create(options), counters ?? new GatewayCounters(), time ?? TimeProvider.System);
}
