using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

public sealed class RoomTailTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(40, 3)]
    [InlineData(100, 4)]
    public void Add_InAnyOrder_KeepsTheLastAndKnowsFromWhereItIsWhole(int capacity, int seed)
    {
        var random = new Random(seed);
        var tail = new RoomTail(RoomId.Parse("A"), capacity);
        var model = new SortedSet<long>();
        var whole = 0L;
        for (var step = 0; step < 1000; step++)
        {
            var seq = Math.Max(1, step + random.Next(-5, 5));
            var isNew = !model.Contains(seq) && !(seq <= whole && model.Count == capacity);
            Assert.Equal(isNew, tail.Add(Message(seq)));
            if (isNew && model.Add(seq) && model.Count > capacity)
            {
                whole = Math.Max(whole, model.Min);
                model.Remove(model.Min);
            }

            Assert.Equal(model.Count, tail.Messages);
            Assert.Equal(whole, tail.WholeFrom);
            Assert.Equal(model.Contains(seq), tail.Contains(seq));
        }

        Assert.Equal(model, tail.With([]).Select(message => message.Seq));
    }

    [Fact]
    public void Clear_FullTail_IsEmptyAndBeginsAnew()
    {
        var tail = new RoomTail(RoomId.Parse("A"), 2);
        for (var seq = 1; seq <= 10; seq++)
        {
            tail.Add(Message(seq));
        }

        tail.Clear(20);
        tail.Add(Message(21));

        Assert.Equal(20, tail.WholeFrom);
        Assert.False(tail.Contains(10));
        Assert.Equal([21L], tail.With([]).Select(message => message.Seq));
    }

    private static MessagePosted Message(long seq) => new()
    {
        Room = RoomId.Parse("A"), Epoch = 1, Seq = seq, Clock = seq, At = seq, From = new Person(new UserId("ann"), "Ann"), Body = "hi", Key = $"k{seq}",
    };
}
