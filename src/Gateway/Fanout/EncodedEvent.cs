using OrleansChat.Gateway.Connections;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Fanout;

/// <summary>An event with its frames: encoded when first asked for, then shared by all connections. The author's own frame holds the key.</summary>
internal sealed class EncodedEvent(RoomEvent roomEvent)
{
    private OutboundFrame? _forOthers;
    private OutboundFrame? _forAuthor;

    public RoomEvent Event { get; } = roomEvent;

    /// <summary>The frame for a user; null where it is not for that user.</summary>
    public OutboundFrame? For(UserId user)
    {
        switch (Event)
        {
            case MessagePosted message:
                if (_forAuthor is null)
                {
                    (_forAuthor, _forOthers) = FrameEncoder.Encode(message);
                }

                return message.From.Id == user ? _forAuthor : _forOthers;
            case TypingChanged typing when typing.Member.Id == user:
                return null;
            default:
                return _forOthers ??= FrameEncoder.Encode(Frames.Of(Event));
        }
    }
}
