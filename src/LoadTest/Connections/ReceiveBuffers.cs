namespace OrleansChat.LoadTest.Connections;

/// <summary>
/// Small receive buffers cut from large pinned arrays: a thousand pending receives then pin one object, and a delivery fits a buffer in nearly all cases.
/// </summary>
internal sealed class ReceiveBuffers
{
    private const int BufferBytes = 1024;
    private const int BuffersOfAnArray = 1024;

    private byte[] _current = [];
    private int _used;

    public Memory<byte> Take()
    {
        if (_used == _current.Length)
        {
            _current = GC.AllocateUninitializedArray<byte>(BufferBytes * BuffersOfAnArray, pinned: true);
            _used = 0;
        }

        _used += BufferBytes;
        return _current.AsMemory(_used - BufferBytes, BufferBytes);
    }
}
