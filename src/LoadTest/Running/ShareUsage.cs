using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Running;

/// <summary>What one process of the load tester spent while it measured.</summary>
/// <param name="Seconds">How long it measured.</param>
/// <param name="Delivered">Messages that arrived meanwhile.</param>
/// <param name="Own">Its processor time meanwhile, and its memory at the end.</param>
/// <param name="Server">The same of the server's processes; null where it was not to look at them.</param>
internal sealed record ShareUsage(double Seconds, long Delivered, ProcessUsage Own, ProcessUsage? Server)
{
    public static ShareUsage None { get; } = new(0, 0, default, null);

    public double DeliveredPerSecond => Delivered / Math.Max(Seconds, 0.001);
}
