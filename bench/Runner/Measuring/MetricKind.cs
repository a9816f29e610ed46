namespace OrleansChat.Bench.Measuring;

/// <summary>What is measured; the order is that of a table's columns.</summary>
internal enum MetricKind
{
    /// <summary>Connections a second, from the first to the last that was in its room.</summary>
    ConnectsPerSecond,

    /// <summary>99% of the connections were in their rooms after so many ms.</summary>
    ConnectP99,

    /// <summary>The server's CPU time in µs for a connection and its join.</summary>
    CpuPerConnect,

    /// <summary>Resident memory of the server in KB for each connection, above what it has without one.</summary>
    KilobytesPerConnection,

    /// <summary>The server's CPU time in percent of a core.</summary>
    CpuPercent,

    /// <summary>The server's CPU time in µs for each message that reached a member.</summary>
    CpuPerDelivery,

    /// <summary>Half of the deliveries took no more ms, from when the message was due.</summary>
    P50,

    /// <summary>99% of them.</summary>
    P99,

    /// <summary>99.9% of them.</summary>
    P999,

    /// <summary>The generator's own CPU time in percent of a core.</summary>
    GeneratorCpuPercent,

    /// <summary>Processor time that the machine's host gave to others meanwhile, in percent of a core: what is much disturbed by it says little.</summary>
    StolenPercent,

    /// <summary>The highest rate, messages a second, at which 99% of the deliveries took less than 50 ms.</summary>
    Saturation,
}
