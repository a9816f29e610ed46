using System.Runtime.InteropServices;
using System.Text;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// Messages of one room, in the order of their numbers, kept as bytes. A message stays for minutes, and a server makes thousands a second: as an object,
/// each would be found, moved and found again by the garbage collector, in as many rooms; bytes it never looks into. Not thread-safe.
/// </summary>
/// <remarks>
/// A record is three numbers and four texts; a text is a byte a character where it is ASCII, else UTF-16 as it came, so that every text comes out as it went in.
/// Records are written into a chunk one behind the other. A chunk of which nothing is left is written anew, so that a full ring allocates nothing.
/// </remarks>
/// <param name="room">The room of all of them.</param>
public sealed class PackedMessages(RoomId room)
{
    /// <summary>As many as some seven short messages take. What is larger has a chunk of its own.</summary>
    private const int ChunkBytes = 1024;
    private const int FirstPlaces = 4;

    private Place[] _places = [];
    private int _first;
    private Chunk[] _chunks = [];
    private int _open;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Memory that is taken for messages, in bytes; what is written there counts, and what is free for more.</summary>
    public int Bytes => _chunks.Sum(chunk => chunk.Bytes?.Length ?? 0);

    /// <summary>The message at a place counted from the lowest number; made anew each time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public MessagePosted this[int index]
    {
        get
        {
            var place = At(index);
            var reader = new Reader(RecordAt(place));
            var (epoch, clock, at, body) = (reader.Number(), reader.Number(), reader.Number(), reader.Text());
            return new MessagePosted
            {
                Room = room, Epoch = epoch, Seq = place.Seq, Clock = clock, At = at, Body = body, Key = reader.Text(), From = new Person(new UserId(reader.Text()), reader.Text()),
            };
        }
    }

    /// <summary>The number of the message at a place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public long SeqAt(int index) => At(index).Seq;

    /// <summary>How many characters the body of the message at a place has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public int BodyLengthAt(int index) => new Reader(RecordAt(At(index))[(3 * sizeof(long))..]).TextLength();

    /// <summary>How many messages have at most this number.</summary>
    public int CountUpTo(long seq)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (SeqAt(middle) <= seq)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Whether the message with this number is here.</summary>
    public bool Contains(long seq) => CountUpTo(seq) is > 0 and var count && SeqAt(count - 1) == seq;

    /// <summary>Adds a message where its number says, which is nearly always behind the others; false where that number is here already.</summary>
    public bool TryAdd(MessagePosted message)
    {
        var index = Count == 0 || SeqAt(Count - 1) < message.Seq ? Count : CountUpTo(message.Seq);
        if (index > 0 && SeqAt(index - 1) == message.Seq)
        {
            return false;
        }

        var place = Write(message);
        if (Count == _places.Length)
        {
            MakePlace();
        }

        for (var later = Count++; later > index; later--)
        {
            At(later) = At(later - 1);
        }

        At(index) = place;
        return true;
    }

    /// <summary>The messages of a range of places.</summary>
    public MessagePosted[] Slice(int start, int count)
    {
        if (count <= 0)
        {
            return [];
        }

        var slice = new MessagePosted[count];
        for (var i = 0; i < count; i++)
        {
            slice[i] = this[start + i];
        }

        return slice;
    }

    /// <summary>Lets the message with the lowest number go.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public void RemoveFirst()
    {
        ref var chunk = ref _chunks[At(0).Chunk];
        if (--chunk.Records == 0)
        {
            chunk = new Chunk { Bytes = chunk.Bytes!.Length == ChunkBytes ? chunk.Bytes : null };
        }

        _first = (_first + 1) % _places.Length;
        Count--;
    }

    /// <summary>Lets all go, and the memory with them.</summary>
    public void Clear() => (_places, _chunks, _first, _open, Count) = ([], [], 0, 0, 0);

    private ref Place At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        var slot = _first + index;
        return ref _places[slot < _places.Length ? slot : slot - _places.Length];
    }

    private ReadOnlySpan<byte> RecordAt(Place place) => _chunks[place.Chunk].Bytes.AsSpan(place.Start);

    private void MakePlace()
    {
        var places = new Place[Math.Max(FirstPlaces, 2 * Count)];
        for (var i = 0; i < Count; i++)
        {
            places[i] = At(i);
        }

        (_places, _first) = (places, 0);
    }

    private Place Write(MessagePosted message)
    {
        var length = (3 * sizeof(long)) + Size(message.Body) + Size(message.Key) + Size(message.From.Id.Value) + Size(message.From.Name);
        if (_chunks.Length == 0 || _chunks[_open].Free < length)
        {
            _open = OpenChunk(length);
        }

        ref var chunk = ref _chunks[_open];
        var place = new Place(message.Seq, _open, chunk.End);
        var writer = new Writer(chunk.Bytes.AsSpan(chunk.End, length));
        writer.Number(message.Epoch);
        writer.Number(message.Clock);
        writer.Number(message.At);
        writer.Text(message.Body);
        writer.Text(message.Key);
        writer.Text(message.From.Id.Value);
        writer.Text(message.From.Name);
        chunk.End += length;
        chunk.Records++;
        return place;
    }

    /// <summary>Finds a chunk with place for a record: one of which nothing is left, or a new one.</summary>
    private int OpenChunk(int length)
    {
        var index = length > ChunkBytes ? -1 : Array.FindIndex(_chunks, static chunk => chunk is { Records: 0, Bytes: not null });
        if (index < 0)
        {
            index = Array.FindIndex(_chunks, static chunk => chunk.Bytes is null);
        }

        if (index < 0)
        {
            index = _chunks.Length;
            Array.Resize(ref _chunks, Math.Max(1, 2 * index));
        }

        _chunks[index].Bytes ??= new byte[Math.Max(ChunkBytes, length)];
        return index;
    }

    private static int Size(string text) => sizeof(int) + (Ascii.IsValid(text) ? text.Length : text.Length * sizeof(char));

    /// <summary>Where a record begins; it says itself where it ends.</summary>
    private readonly record struct Place(long Seq, int Chunk, int Start);

    private struct Chunk
    {
        public byte[]? Bytes;
        public int End;
        public int Records;

        public readonly int Free => (Bytes?.Length ?? 0) - End;
    }

    private ref struct Writer(Span<byte> rest)
    {
        private Span<byte> _rest = rest;

        public void Number(long number) => MemoryMarshal.Write(Take(sizeof(long)), number);

        public void Text(string text)
        {
            var isAscii = Ascii.IsValid(text);
            MemoryMarshal.Write(Take(sizeof(int)), (text.Length << 1) | (isAscii ? 0 : 1));
            if (isAscii)
            {
                Ascii.FromUtf16(text, Take(text.Length), out _);
            }
            else
            {
                MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(Take(text.Length * sizeof(char)));
            }
        }

        private Span<byte> Take(int count)
        {
            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public long Number() => MemoryMarshal.Read<long>(Take(sizeof(long)));

        public readonly int TextLength() => MemoryMarshal.Read<int>(_rest) >> 1;

        public string Text()
        {
            var header = MemoryMarshal.Read<int>(Take(sizeof(int)));
            var length = header >> 1;
            return (header & 1) == 0 ? Encoding.ASCII.GetString(Take(length)) : new string(MemoryMarshal.Cast<byte, char>(Take(length * sizeof(char))));
        }

        private ReadOnlySpan<byte> Take(int count)
        {
            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }
    }
}
