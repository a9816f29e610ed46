using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class PackedEntriesTests
{
    private readonly PackedEntries _entries = new(Sample.Room);

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("Grüße, 世界 \ud83d\ude00")]
    [InlineData("\0 and \u007f")]
    [InlineData("half a pair: \ud83d")]
    public void Indexer_AnyText_IsAsItCame(string text)
    {
        var message = Sample.Message(7, text, user: "zoë", key: text + "key", at: long.MaxValue) with { Clock = -1 };
        Assert.True(_entries.TryAdd(message));
        Assert.Equal(message, _entries[0]);
        Assert.Equal(text.Length, _entries.Characters);
        Assert.Equal(7, _entries.SeqAt(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryAddAndRemove_InAnyOrder_HoldWhatASortedListWould(int seed)
    {
        var random = new Random(seed);
        var model = new SortedList<long, Entry>();
        for (var step = 0; step < 3000; step++)
        {
            if (random.Next(100) == 0)
            {
                _entries.Clear();
                model.Clear();
            }
            else if (model.Count > random.Next(60))
            {
                _entries.RemoveOldest();
                model.RemoveAt(0);
            }
            else
            {
                var message = Sample.Message((step / 2) + random.Next(-4, 4), new string(random.Next(2) == 0 ? 'a' : 'ä', random.Next(300)));
                Assert.Equal(model.TryAdd(message.Seq, message), _entries.TryAdd(message));
            }

            Assert.Equal(model.Count, _entries.Count);
            var seq = (step / 2) + random.Next(-20, 4);
            Assert.Equal(model.Keys.Count(key => key <= seq), _entries.CountUpTo(seq));
            Assert.Equal(model.Values, _entries.Slice(0, _entries.Count));
        }
    }

    [Fact]
    public void TryAdd_NumberThatIsThere_KeepsTheFirst()
    {
        _entries.TryAdd(Sample.Message(1));
        _entries.TryAdd(Sample.Message(2, "first"));
        _entries.TryAdd(Sample.Message(3));
        Assert.False(_entries.TryAdd(Sample.Message(2, "second")));
        Assert.False(_entries.TryAdd(Sample.Message(3, "second")));
        Assert.Equal(["hi", "first", "hi"], _entries.Slice(0, 3).Select(message => message.Body));
    }

    [Fact]
    public void TryAdd_AsManyAsAreRemoved_NeedsNoMoreMemory()
    {
        var messages = Enumerable.Range(0, 4000).Select(seq => Sample.Message(seq, new string('x', 64))).ToArray();
        var allocated = 0L;
        for (var i = 0; i < messages.Length; i++)
        {
            if (i == 1000)
            {
                allocated = GC.GetAllocatedBytesForCurrentThread();
            }

            _entries.TryAdd(messages[i]);
            if (_entries.Count > 100)
            {
                _entries.RemoveOldest();
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    [Fact]
    public void TryAdd_SmallMessagesAfterLargeOnes_LetsTheMemoryGo()
    {
        for (var seq = 0; seq < 1000; seq++)
        {
            _entries.TryAdd(Sample.Message(seq, new string('x', 4000)));
        }

        var large = _entries.Bytes;
        for (var seq = 1000; seq < 100_000; seq++)
        {
            _entries.TryAdd(Sample.Message(seq, "x"));
            while (_entries.Count > 100)
            {
                _entries.RemoveOldest();
            }
        }

        Assert.InRange(large, 4_000_000, 7_000_000);
        Assert.InRange(_entries.Bytes, 5_000, 60_000);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Indexer_NoSuchPlace_IsRefused(int index)
    {
        _entries.TryAdd(Sample.Message(1));
        _entries.TryAdd(Sample.Message(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _entries[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _entries.SeqAt(index));
        Assert.Throws<ArgumentOutOfRangeException>(() => _entries.IsMessageAt(index));
    }

    [Fact]
    public void RemoveOldest_Empty_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => _entries.RemoveOldest());

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("größer ☕")]
    public void TryAdd_Change_ComesOutAsItWentIn(string body)
    {
        var change = Change(8, ChangeKind.Edited, body: body);
        _entries.TryAdd(Sample.Message(7));
        Assert.True(_entries.TryAdd(change));

        Assert.Equal(change, _entries[1]);
        Assert.Equal((1, 1, 2 + body.Length), (_entries.Messages, _entries.Changes, _entries.Characters));
        Assert.Equal([change], _entries.ChangesOf(7));
        Assert.Empty(_entries.ChangesOf(8));
        Assert.Equal((true, false), (_entries.IsMessageAt(0), _entries.IsMessageAt(1)));
    }

    [Fact]
    public void TryAdd_InAnyOrder_KeepsTheSame()
    {
        Entry[] all =
        [
            Sample.Message(1), Sample.Message(2), Sample.Message(3), Change(4, ChangeKind.Edited, 1, "one"), Change(5, ChangeKind.Edited, 1, "two"),
            Change(6, ChangeKind.Reacted, 2, "x"), Change(7, ChangeKind.Reacted, 2, "x", "bob"), Change(8, ChangeKind.Unreacted, 2, "x"), Change(9, ChangeKind.Reacted, 2, "y"),
            Change(10, ChangeKind.Pinned, 3), Change(11, ChangeKind.Reacted, 3, "x"), Change(12, ChangeKind.Deleted, 3), Change(13, ChangeKind.Pinned, 1), Change(14, ChangeKind.Unpinned, 1),
        ];
        var dice = new Random(7);
        for (var run = 0; run < 500; run++)
        {
            _entries.Clear();
            dice.Shuffle(all);
            Array.ForEach(all, entry => _entries.TryAdd(entry));

            var kept = _entries.Slice(0, _entries.Count);
            Assert.Equal([1, 2, 3, 5, 7, 8, 9, 12, 14], kept.Select(entry => entry.Seq));
            Assert.Equal("", kept[2].Body);
            Assert.Equal((3, 6, kept.Sum(entry => entry.Body.Length)), (_entries.Messages, _entries.Changes, _entries.Characters));
        }
    }

    [Theory]
    [InlineData("", "ann")]
    [InlineData("plain", "")]
    [InlineData("größer ☕", "ann,zoë")]
    public void TryAdd_MessageThatRefersToOthers_ComesOutAsItWentIn(string quoted, string named)
    {
        var mentions = named.Length == 0 ? null : named.Split(',').Select(user => new UserId(user)).ToArray();
        var message = Answer(8, quoted: quoted) with { Mentions = mentions };
        var named8 = Sample.Message(9) with { Mentions = [new UserId("bob")] };
        Assert.True(_entries.TryAdd(message) && _entries.TryAdd(named8) && _entries.TryAdd(Sample.Message(10)));

        Assert.Equivalent(message, _entries[0], strict: true);
        Assert.Equivalent(named8, _entries[1], strict: true);
        Assert.Equal((3, 0, 6, true), (_entries.Messages, _entries.Changes, _entries.Characters, _entries.IsMessageAt(0)));
        Assert.Equal([8, 9, 10], [_entries.RemoveOldest(), _entries.RemoveOldest(), _entries.RemoveOldest()]);
        Assert.Equal((0, 0), (_entries.Count, _entries.Characters));
    }

    [Fact]
    public void TryAdd_DeletionAndAnswersInAnyOrder_LeavesNothingOfTheText()
    {
        Entry[] all =
        [
            Sample.Message(1, "secret"), Answer(2, 1, "secret"), Answer(3, 2, "hi"), Answer(4, 1, "secret") with { Mentions = [new UserId("bob")] },
            Change(5, ChangeKind.Deleted, 1), Answer(6, 7, "hi"), Sample.Message(7), Change(8, ChangeKind.Deleted, 2),
        ];
        var dice = new Random(7);
        for (var run = 0; run < 300; run++)
        {
            _entries.Clear();
            dice.Shuffle(all);
            Array.ForEach(all, entry => _entries.TryAdd(entry));

            var kept = _entries.Slice(0, _entries.Count).OfType<MessagePosted>().ToArray();
            Assert.Equal(["", "", "hi", "hi", "hi", "hi"], kept.Select(message => message.Body));
            Assert.Equal([null, null, "", "", "hi", null], kept.Select(message => message.ReplyTo?.Text));
            Assert.Equal(new UserId("bob"), Assert.Single(kept[3].Mentions!));
            Assert.Equal((6, 2, 8), (_entries.Messages, _entries.Changes, _entries.Characters));
        }
    }

    private static MessagePosted Answer(long seq, long to = 7, string quoted = "hi") =>
        Sample.Message(seq) with { ReplyTo = new Quote(new Position(RoomDriver.Epoch, to), Sample.Person("zoë"), quoted) };

    private static MessageChanged Change(long seq, ChangeKind kind, long target = 7, string body = "", string user = "ann") => new()
    {
        Room = Sample.Room, Epoch = RoomDriver.Epoch, Seq = seq, Clock = seq, At = seq, From = Sample.Person(user), Body = body, Key = $"c{seq}",
        Kind = kind, Target = new Position(RoomDriver.Epoch, target),
    };
}
