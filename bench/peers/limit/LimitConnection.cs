using System.Text;
using OrleansChat.Bench.Epoll;

namespace OrleansChat.Bench.Limit;

/// <summary>A client: the bytes that it sends, turned into what shall be done.</summary>
internal sealed class LimitConnection(LimitServer server, TcpSocket socket, int tag)
{
    private byte[] _rest = [];
    private bool _isUpgraded;

    // A struct that changes: a property would hand out copies.
    public Outbox Outbox;

    public TcpSocket Socket => socket;

    public int Tag => tag;

    public LimitRoom? Room { get; private set; }

    /// <summary>Takes bytes as they came; they are changed in place.</summary>
    /// <returns>False where the connection is to be closed.</returns>
    public bool Take(Span<byte> received)
    {
        var input = _rest.Length == 0 ? received : (byte[])[.. _rest, .. received];
        var used = 0;
        if (!_isUpgraded)
        {
            used = UpgradeRequest.Length(input);
            if (used > 0)
            {
                server.Send(this, UpgradeRequest.Answer(input[..used]));
                _isUpgraded = true;
            }
        }

        while (_isUpgraded && ClientFrame.TryRead(input[used..], out var frame, out var taken))
        {
            used += taken;
            if (frame.Opcode == ClientFrame.Close)
            {
                return false;
            }

            if (frame.Opcode == ClientFrame.Text)
            {
                Handle(frame);
            }
        }

        _rest = used == input.Length ? [] : input[used..].ToArray();
        return true;
    }

    private void Handle(in ClientFrame frame)
    {
        if (Room is { } room)
        {
            foreach (var member in room.Members)
            {
                server.Send(member, frame.AsServerFrame);
            }
        }
        else
        {
            Room = server.Room(Encoding.UTF8.GetString(frame.Payload));
            Room.Members.Add(this);
            server.Send(this, [0x81, 0x02, (byte)'o', (byte)'k']);
        }
    }
}
