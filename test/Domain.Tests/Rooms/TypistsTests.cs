using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class TypistsTests
{
    private static readonly Person Ann = Sample.Person("ann");
    private static readonly Person Bob = Sample.Person("bob");

    private readonly Typists _typists = new(TimeSpan.FromMilliseconds(50));

    [Fact]
    public void NextExpiry_NobodyTypes_IsNull() => Assert.Null(_typists.NextExpiry);

    [Fact]
    public void Set_FirstSignal_Changes()
    {
        Assert.True(_typists.Set(Ann, on: true, now: 1000));
        Assert.Equal(1050, _typists.NextExpiry);
    }

    [Fact]
    public void Set_Renewed_ChangesNothingButTheEnd()
    {
        _typists.Set(Ann, on: true, now: 1000);
        Assert.False(_typists.Set(Ann, on: true, now: 1030));
        Assert.Empty(_typists.Expire(1050));
        Assert.Equal([Ann], _typists.Expire(1080));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Set_Off_ChangesOnlyIfHeTyped(bool typed)
    {
        if (typed)
        {
            _typists.Set(Ann, on: true, now: 1000);
        }

        Assert.Equal(typed, _typists.Set(Ann, on: false, now: 1001));
        Assert.Null(_typists.NextExpiry);
    }

    [Fact]
    public void Expire_SomeSilent_ReturnsThemOnceAndKeepsTheOthers()
    {
        _typists.Set(Ann, on: true, now: 1000);
        _typists.Set(Bob, on: true, now: 1010);
        Assert.Empty(_typists.Expire(1049));
        Assert.Equal([Ann], _typists.Expire(1050));
        Assert.Empty(_typists.Expire(1050));
        Assert.Equal(1060, _typists.NextExpiry);
    }

    [Fact]
    public void NextExpiry_SeveralType_IsTheEarliest()
    {
        _typists.Set(Ann, on: true, now: 1010);
        _typists.Set(Bob, on: true, now: 1000);
        Assert.Equal(1050, _typists.NextExpiry);
    }

    [Fact]
    public void Remove_Typist_SaysSoOnce()
    {
        _typists.Set(Ann, on: true, now: 1000);
        Assert.True(_typists.Remove(Ann.Id));
        Assert.False(_typists.Remove(Ann.Id));
        Assert.Empty(_typists.Expire(long.MaxValue));
    }

    [Fact]
    public void Clear_Typists_NobodyTypes()
    {
        _typists.Set(Ann, on: true, now: 1000);
        _typists.Clear();
        Assert.Null(_typists.NextExpiry);
    }
}
