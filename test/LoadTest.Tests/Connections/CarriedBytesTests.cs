using OrleansChat.LoadTest.Connections;

namespace OrleansChat.LoadTest.Tests.Connections;

public sealed class CarriedBytesTests
{
    [Fact]
    public void Append_AfterKeep_GivesBothParts()
    {
        var carried = new CarriedBytes();
        carried.Keep([1, 2]);
        Assert.False(carried.IsEmpty);
        Assert.Equal([1, 2, 3, 4], carried.Append([3, 4]).ToArray());
    }

    [Fact]
    public void Keep_EndOfWhatWasAppended_StaysAsItWas()
    {
        var carried = new CarriedBytes();
        carried.Keep([1, 2, 3]);
        carried.Keep(carried.Append([4, 5])[2..]);
        Assert.Equal([3, 4, 5, 6], carried.Append([6]).ToArray());
    }

    [Fact]
    public void Keep_Nothing_IsEmpty()
    {
        var carried = new CarriedBytes();
        carried.Keep([1]);
        carried.Keep([]);
        Assert.True(carried.IsEmpty);
        Assert.Equal([9], carried.Append([9]).ToArray());
    }

    [Fact]
    public void Append_BeyondItsArray_KeepsEverything()
    {
        var carried = new CarriedBytes();
        var all = Enumerable.Range(0, 10_000).Select(value => (byte)value).ToArray();
        carried.Keep(all.AsSpan(0, 10));
        carried.Append(all.AsSpan(10, 90));
        Assert.Equal(all, carried.Append(all.AsSpan(100)).ToArray());
    }
}
