using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class MembershipTests
{
    private readonly Membership _membership = new();

    [Fact]
    public void Add_FirstConnection_IsNew()
    {
        var (member, isNew) = Add("ann");
        Assert.True(isNew);
        Assert.Same(member, _membership.Find(new UserId("ann")));
        Assert.Equal(1, _membership.Count);
    }

    [Fact]
    public void Add_SecondDevice_IsTheSameMember()
    {
        var (first, _) = Add("ann");
        var (second, isNew) = Add("ann", 2);
        Assert.False(isNew);
        Assert.Same(first, second);
        Assert.Equal(2, second.Subscriptions.Count);
    }

    [Fact]
    public void Add_SameConnectionTwice_CountsOnce()
    {
        Add("ann");
        Assert.Single(Add("ann").Member.Subscriptions);
        Assert.NotNull(Remove("ann"));
        Assert.Empty(_membership.Gateways);
    }

    [Fact]
    public void Remove_OneOfTwoDevices_KeepsTheMember()
    {
        Add("ann");
        Add("ann", 2);
        Assert.Null(Remove("ann"));
        Assert.NotNull(_membership.Find(new UserId("ann")));
        Assert.NotNull(Remove("ann", 2));
        Assert.Null(_membership.Find(new UserId("ann")));
    }

    [Fact]
    public void Remove_UnknownConnection_ChangesNothing()
    {
        Add("ann");
        Assert.Null(Remove("ann", 2));
        Assert.Null(Remove("bob"));
        Assert.Null(_membership.Remove(Sample.Subscription("ann"), new UserId("bob")));
        Assert.Equal(1, _membership.Count);
        Assert.True(_membership.Knows(new GatewayId(RoomDriver.Here)));
    }

    [Fact]
    public void Gateways_ConnectionsOverTwo_EachOnceUntilItsLastConnection()
    {
        Add("ann");
        Add("bob");
        Add("bob", 1, RoomDriver.There);
        Assert.Equal([new GatewayId(RoomDriver.Here), new GatewayId(RoomDriver.There)], _membership.Gateways.Order(Comparer<GatewayId>.Create(
            (left, right) => string.CompareOrdinal(left.Value, right.Value))));
        Remove("ann");
        Assert.True(_membership.Knows(new GatewayId(RoomDriver.Here)));
        Remove("bob");
        Assert.False(_membership.Knows(new GatewayId(RoomDriver.Here)));
        Assert.True(_membership.Knows(new GatewayId(RoomDriver.There)));
    }

    [Theory]
    [InlineData(null, 2, "B b")]
    [InlineData("B", 2, "b d")]
    [InlineData("c", 9, "d é")]
    [InlineData("A", 1, "B")]
    [InlineData("é", 9, "")]
    [InlineData(null, 0, "")]
    [InlineData("", 9, "B b d é")]
    public void Page_AfterAUser_IsOrdinalAndStartsAbove(string? after, int limit, string expected)
    {
        foreach (var user in new[] { "d", "é", "B", "b" })
        {
            Add(user);
        }

        var page = _membership.Page(after is null ? null : new UserId(after), limit);
        Assert.Equal(expected, string.Join(' ', page.Select(member => member.Person.Id.Value)));
    }

    private (Member Member, bool IsNew) Add(string user, int number = 1, string gateway = RoomDriver.Here) =>
        _membership.Add(Sample.Subscription(user, number, gateway), Sample.Person(user));

    private Member? Remove(string user, int number = 1, string gateway = RoomDriver.Here) =>
        _membership.Remove(Sample.Subscription(user, number, gateway), new UserId(user));
}
