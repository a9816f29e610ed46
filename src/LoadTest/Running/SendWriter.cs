using OrleansChat.History;
using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Running;

/// <summary>Writes sends, first ones and repeated ones alike: the stamp decides the whole body, so a message can be sent again without having been kept.</summary>
internal sealed class SendWriter(byte[] run, int bodySize)
{
    private readonly byte[] _body = new byte[bodySize + BodyStamp.MaximumBytes];

    /// <summary>What was written last; the payload stands at <see cref="WebSocketFrame.HeaderBytes"/>.</summary>
    public byte[] Buffer { get; } = new byte[WebSocketFrame.HeaderBytes + bodySize + 512];

    /// <summary>Writes a message of a member, for the first time or again.</summary>
    /// <returns>The payload's length, and a hash of the body.</returns>
    public (int Length, ulong Fingerprint) Write(LoadRoom room, int member, long number, long due, bool isRetry = false)
    {
        var body = _body.AsSpan(0, new BodyStamp(room.Number, member, number, due).Write(_body, run, bodySize));
        var length = HubInvocation.Send(Buffer.AsSpan(WebSocketFrame.HeaderBytes), room.Code, run, number, due, body, isRetry);
        return (length, Fingerprint.Of(body));
    }

    /// <summary>Another text for a message, unlike all that it had or will have.</summary>
    /// <param name="message">What the message says of itself.</param>
    /// <param name="edit">The number of the edit.</param>
    public ReadOnlySpan<byte> Reword(in BodyStamp message, long edit) => _body.AsSpan(0, message.Write(_body, run, bodySize, edit));
}
