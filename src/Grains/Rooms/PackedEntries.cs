using System.Runtime.InteropServices;
using System.Text;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// Messages of one room and their changes, in the order of their numbers, kept as bytes. A message stays for minutes, and a server makes thousands a second:
/// as an object, each would be found, moved and found again by the garbage collector, in as many rooms; bytes it never looks into. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// A record is three numbers, two more for a change and for a message that answers another one or names somebody, and four texts, or eight for such a message; a text is a byte a character where it is ASCII, else UTF-16 as it came, so that every text
/// comes out as it went in. Records are written into a chunk one behind the other. A chunk of which nothing is left is written anew, so that a full ring
/// allocates nothing.
/// </para>
/// <para>
/// What a later change leaves nothing of (<see cref="MessageChanged.Replaces"/>) is not kept, in whatever order the two come: so any two that have heard the
/// same keep the same.
/// </para>
/// </remarks>
/// <param name="room">The room of all of them.</param>
public sealed class PackedEntries(RoomId room)
{
    /// <summary>As many as some seven short messages take. What is larger has a chunk of its own.</summary>
    private const int ChunkBytes = 1024;
    private const int FirstPlaces = 4;
    private const int KindBits = 3;

    /// <summary>In the place of a change's kind: a message that answers another one or names somebody, which few do.</summary>
    private const ChangeKind Referring = (ChangeKind)7;

    /// <summary>Stands between the ids of those who are named; no id holds it.</summary>
    private const char Separator = '\0';

    private Place[] _places = [];
    private int _first;
    private Chunk[] _chunks = [];
    private int _open;
    private int _referring;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are changes.</summary>
    public int Changes { get; private set; }

    /// <summary>How many of them are messages.</summary>
    public int Messages => Count - Changes;

    /// <summary>The characters of all bodies together.</summary>
    public int Characters { get; private set; }

    /// <summary>Memory that is taken for entries, in bytes; what is written there counts, and what is free for more.</summary>
    public int Bytes => _chunks.Sum(chunk => chunk.Bytes?.Length ?? 0);

    /// <summary>The entry at a place counted from the lowest number; made anew each time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public Entry this[int index]
    {
        get
        {
            var place = At(index);
            var reader = new Reader(RecordAt(place));
            var (epoch, kind) = reader.Head();
            var (clock, at) = (reader.Number(), reader.Number());
            var target = kind == default ? default : new Position(reader.Number(), reader.Number());
            var (body, key, from) = (reader.Text(), reader.Text(), new Person(new UserId(reader.Text()), reader.Text()));
            if (IsChange(kind))
            {
                return new MessageChanged { Room = room, Epoch = epoch, Seq = place.Seq, Clock = clock, At = at, Body = body, Key = key, From = from, Kind = kind, Target = target };
            }

            var message = new MessagePosted { Room = room, Epoch = epoch, Seq = place.Seq, Clock = clock, At = at, Body = body, Key = key, From = from };
            if (kind == default)
            {
                return message;
            }

            var quote = new Quote(target, new Person(new UserId(reader.Text()), reader.Text()), reader.Text());
            var mentions = reader.Text();
            return message with
            {
                ReplyTo = target == default ? null : quote,
                Mentions = mentions.Length == 0 ? null : [.. mentions.Split(Separator).Select(user => new UserId(user))],
            };
        }
    }

    /// <summary>The number of the entry at a place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public long SeqAt(int index) => At(index).Seq;

    /// <summary>Whether a message stands at a place, and not a change.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public bool IsMessageAt(int index) => !IsChange(KindAt(index));

    /// <summary>The message with this number, if it is here.</summary>
    public MessagePosted? Find(long seq) => Contains(seq) ? this[CountUpTo(seq) - 1] as MessagePosted : null;

    /// <summary>The changes of a message, oldest first.</summary>
    public IEnumerable<MessageChanged> ChangesOf(long target)
    {
        for (var (index, left) = (CountUpTo(target), Changes); index < Count && left > 0; index++)
        {
            if (TargetAt(index) is not { } changed)
            {
                continue;
            }

            left--;
            if (changed == target)
            {
                yield return (MessageChanged)this[index];
            }
        }
    }

    /// <summary>How many entries have at most this number.</summary>
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

    /// <summary>Whether the entry with this number is here.</summary>
    public bool Contains(long seq) => CountUpTo(seq) is > 0 and var count && SeqAt(count - 1) == seq;

    /// <summary>Adds an entry where its number says, which is nearly always behind the others; false where that number is here already, or a change leaves nothing of it.</summary>
    public bool TryAdd(Entry entry)
    {
        if (Count > 0 && SeqAt(Count - 1) >= entry.Seq && Contains(entry.Seq))
        {
            return false;
        }

        if (entry is MessageChanged change)
        {
            return TryAddChange(change);
        }

        Insert(Changes > 0 ? WithoutWhatWasDeleted((MessagePosted)entry) : entry);
        return true;
    }

    /// <summary>The entries of a range of places.</summary>
    public Entry[] Slice(int start, int count)
    {
        if (count <= 0)
        {
            return [];
        }

        var slice = new Entry[count];
        for (var i = 0; i < count; i++)
        {
            slice[i] = this[start + i];
        }

        return slice;
    }

    /// <summary>Lets the oldest message go, and all changes up to the next message; returns the number of the last that went.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public long RemoveOldest()
    {
        long gone;
        do
        {
            gone = SeqAt(0);
            Release(0);
            _first = (_first + 1) % _places.Length;
            Count--;
        }
        while (Changes > 0 && !IsMessageAt(0));
        return gone;
    }

    /// <summary>Lets all go, and the memory with them.</summary>
    public void Clear() => (_places, _chunks, _first, _open, _referring, Count, Changes, Characters) = ([], [], 0, 0, 0, 0, 0, 0);

    private static bool IsChange(ChangeKind kind) => kind is not (0 or Referring);

    private static MessagePosted Deleted(MessagePosted message) => message with { Body = string.Empty, ReplyTo = null, Mentions = null };

    private static MessagePosted WithoutQuotedText(MessagePosted message) => message with { ReplyTo = message.ReplyTo! with { Text = string.Empty } };

    private MessagePosted WithoutWhatWasDeleted(MessagePosted message) =>
        IsDeleted(message.Seq) ? Deleted(message)
        : message.ReplyTo is { } quote && IsDeleted(quote.Message.Seq) ? WithoutQuotedText(message)
        : message;

    private bool IsDeleted(long seq) => ChangesOf(seq).Any(static change => change.Kind is ChangeKind.Deleted);

    /// <summary>By itself, so that messages cost no closure.</summary>
    private bool TryAddChange(MessageChanged change)
    {
        if (ChangesOf(change.Target.Seq).Any(other => other.Replaces(change)))
        {
            return false;
        }

        MakeWayFor(change);
        Insert(change);
        return true;
    }

    private void MakeWayFor(MessageChanged change)
    {
        for (var index = Count - 1; index >= 0 && SeqAt(index) >= change.Target.Seq; index--)
        {
            if (SeqAt(index) == change.Target.Seq)
            {
                if (change.Kind is ChangeKind.Deleted && this[index] is MessagePosted { Body.Length: > 0 } deleted)
                {
                    Replace(index, Deleted(deleted));
                }
            }
            else if (change.Kind is ChangeKind.Deleted && _referring > 0 && KindAt(index) == Referring)
            {
                if (this[index] is MessagePosted { ReplyTo.Text.Length: > 0 } answer && answer.ReplyTo.Message.Seq == change.Target.Seq)
                {
                    Replace(index, WithoutQuotedText(answer));
                }
            }
            else if (TargetAt(index) == change.Target.Seq && change.Replaces((MessageChanged)this[index]))
            {
                Remove(index);
            }
        }
    }

    private void Replace(int index, Entry entry)
    {
        Remove(index);
        Insert(entry);
    }

    private void Insert(Entry entry)
    {
        var index = Count == 0 || SeqAt(Count - 1) < entry.Seq ? Count : CountUpTo(entry.Seq);
        var place = Write(entry);
        if (Count == _places.Length)
        {
            MakePlace();
        }

        for (var later = Count++; later > index; later--)
        {
            At(later) = At(later - 1);
        }

        At(index) = place;
        Changes += entry is MessageChanged ? 1 : 0;
        _referring += KindOf(entry) == Referring ? 1 : 0;
        Characters += entry.Body.Length;
    }

    /// <summary>What was deleted or said in another way is not wanted any more, and so not left in memory until something is written there.</summary>
    private void Remove(int index)
    {
        var record = _chunks[At(index).Chunk].Bytes.AsSpan(At(index).Start);
        var reader = new Reader(record);
        var kind = KindAt(index);
        reader.Skip(NumbersOf(kind) * sizeof(long));
        for (var text = 0; text < TextsOf(kind); text++)
        {
            reader.SkipText();
        }

        Release(index);
        record[..^reader.Left].Clear();
        for (var later = index; later < Count - 1; later++)
        {
            At(later) = At(later + 1);
        }

        Count--;
    }

    /// <summary>The record at a place is used no more.</summary>
    private void Release(int index)
    {
        var place = At(index);
        var reader = new Reader(RecordAt(place));
        var kind = reader.Head().Kind;
        reader.Skip((NumbersOf(kind) - 1) * sizeof(long));
        Characters -= reader.TextLength();
        Changes -= IsChange(kind) ? 1 : 0;
        _referring -= kind == Referring ? 1 : 0;
        ref var chunk = ref _chunks[place.Chunk];
        if (--chunk.Records == 0)
        {
            chunk = new Chunk { Bytes = chunk.Bytes!.Length == ChunkBytes ? chunk.Bytes : null };
        }
    }

    /// <summary>The number of the message that the change at a place changes; null where a message stands there.</summary>
    private long? TargetAt(int index)
    {
        var reader = new Reader(RecordAt(At(index)));
        if (!IsChange(reader.Head().Kind))
        {
            return null;
        }

        reader.Skip(3 * sizeof(long));
        return reader.Number();
    }

    private ChangeKind KindAt(int index) => new Reader(RecordAt(At(index))).Head().Kind;

    private static ChangeKind KindOf(Entry entry) => entry switch
    {
        MessageChanged change => change.Kind,
        MessagePosted { ReplyTo: null, Mentions: null } => default,
        _ => Referring,
    };

    private static int NumbersOf(ChangeKind kind) => kind == default ? 3 : 5;

    private static int TextsOf(ChangeKind kind) => kind == Referring ? 8 : 4;

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

    private Place Write(Entry entry)
    {
        var kind = KindOf(entry);
        var (quote, mentions) = entry is MessagePosted message && kind == Referring
            ? (message.ReplyTo, string.Join(Separator, (message.Mentions ?? []).Select(user => user.Value)))
            : default;
        var length = (NumbersOf(kind) * sizeof(long)) + Size(entry.Body) + Size(entry.Key) + Size(entry.From.Id.Value) + Size(entry.From.Name);
        if (kind == Referring)
        {
            length += Size(quote?.From.Id.Value ?? "") + Size(quote?.From.Name ?? "") + Size(quote?.Text ?? "") + Size(mentions);
        }

        if (_chunks.Length == 0 || _chunks[_open].Free < length)
        {
            _open = OpenChunk(length);
        }

        ref var chunk = ref _chunks[_open];
        var place = new Place(entry.Seq, _open, chunk.End);
        var writer = new Writer(chunk.Bytes.AsSpan(chunk.End, length));
        writer.Head(entry.Epoch, kind);
        writer.Number(entry.Clock);
        writer.Number(entry.At);
        if (kind != default)
        {
            var target = entry is MessageChanged change ? change.Target : quote?.Message ?? default;
            writer.Number(target.Epoch);
            writer.Number(target.Seq);
        }

        writer.Text(entry.Body);
        writer.Text(entry.Key);
        writer.Text(entry.From.Id.Value);
        writer.Text(entry.From.Name);
        if (kind == Referring)
        {
            writer.Text(quote?.From.Id.Value ?? "");
            writer.Text(quote?.From.Name ?? "");
            writer.Text(quote?.Text ?? "");
            writer.Text(mentions);
        }

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

        /// <summary>What it is stands in the lowest bits of the epoch, so that it costs a message nothing.</summary>
        public void Head(long epoch, ChangeKind kind) => Number((epoch << KindBits) | (long)kind);

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

        public (long Epoch, ChangeKind Kind) Head()
        {
            var head = Number();
            return (head >> KindBits, (ChangeKind)(head & ((1 << KindBits) - 1)));
        }

        public readonly int Left => _rest.Length;

        public void Skip(int bytes) => Take(bytes);

        public void SkipText()
        {
            var header = MemoryMarshal.Read<int>(Take(sizeof(int)));
            Skip((header >> 1) * ((header & 1) + 1));
        }

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
