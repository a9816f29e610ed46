using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class PackedMessagesTests
{
    private readonly PackedMessages _messages = new(Sample.Room);

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("Grüße, 世界 \ud83d\ude00")]
    [InlineData("\0 and \u007f")]
    [InlineData("half a pair: \ud83d")]
    public void Indexer_AnyText_IsAsItCame(string text)
    {
        var message = Sample.Message(7, text, user: "zoë", key: text + "key", at: long.MaxValue) with { Clock = -1 };
        Assert.True(_messages.TryAdd(message));
        Assert.Equal(message, _messages[0]);
        Assert.Equal(text.Length, _messages.BodyLengthAt(0));
        Assert.Equal(7, _messages.SeqAt(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TryAddAndRemove_InAnyOrder_HoldWhatASortedListWould(int seed)
    {
        var random = new Random(seed);
        var model = new SortedList<long, MessagePosted>();
        for (var step = 0; step < 3000; step++)
        {
            if (random.Next(100) == 0)
            {
                _messages.Clear();
                model.Clear();
            }
            else if (model.Count > random.Next(60))
            {
                _messages.RemoveFirst();
                model.RemoveAt(0);
            }
            else
            {
                var message = Sample.Message((step / 2) + random.Next(-4, 4), new string(random.Next(2) == 0 ? 'a' : 'ä', random.Next(300)));
                Assert.Equal(model.TryAdd(message.Seq, message), _messages.TryAdd(message));
            }

            Assert.Equal(model.Count, _messages.Count);
            var seq = (step / 2) + random.Next(-20, 4);
            Assert.Equal(model.Keys.Count(key => key <= seq), _messages.CountUpTo(seq));
            Assert.Equal(model.Values, _messages.Slice(0, _messages.Count));
        }
    }

    [Fact]
    public void TryAdd_NumberThatIsThere_KeepsTheFirst()
    {
        _messages.TryAdd(Sample.Message(1));
        _messages.TryAdd(Sample.Message(2, "first"));
        _messages.TryAdd(Sample.Message(3));
        Assert.False(_messages.TryAdd(Sample.Message(2, "second")));
        Assert.False(_messages.TryAdd(Sample.Message(3, "second")));
        Assert.Equal(["hi", "first", "hi"], _messages.Slice(0, 3).Select(message => message.Body));
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

            _messages.TryAdd(messages[i]);
            if (_messages.Count > 100)
            {
                _messages.RemoveFirst();
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    [Fact]
    public void TryAdd_SmallMessagesAfterLargeOnes_LetsTheMemoryGo()
    {
        for (var seq = 0; seq < 1000; seq++)
        {
            _messages.TryAdd(Sample.Message(seq, new string('x', 4000)));
        }

        var large = _messages.Bytes;
        for (var seq = 1000; seq < 100_000; seq++)
        {
            _messages.TryAdd(Sample.Message(seq, "x"));
            while (_messages.Count > 100)
            {
                _messages.RemoveFirst();
            }
        }

        Assert.InRange(large, 4_000_000, 7_000_000);
        Assert.InRange(_messages.Bytes, 5_000, 60_000);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Indexer_NoSuchPlace_IsRefused(int index)
    {
        _messages.TryAdd(Sample.Message(1));
        _messages.TryAdd(Sample.Message(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _messages[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => _messages.SeqAt(index));
        Assert.Throws<ArgumentOutOfRangeException>(() => _messages.BodyLengthAt(index));
    }

    [Fact]
    public void RemoveFirst_Empty_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(_messages.RemoveFirst);
}
