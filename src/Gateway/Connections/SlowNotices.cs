using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;

namespace OrleansChat.Gateway.Connections;

/// <summary>The frames that announce each step: the same for every connection.</summary>
internal static class SlowNotices
{
    public static OutboundFrame Signals { get; } = FrameEncoder.Encode(new SlowFrame(SlowFrame.Signals));

    public static OutboundFrame Receipts { get; } = FrameEncoder.Encode(new SlowFrame(SlowFrame.Receipts));

    public static OutboundFrame None { get; } = FrameEncoder.Encode(new SlowFrame(SlowFrame.None));
}
