using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class RoomMembersTests
{
    private readonly RoomDriver _room = new();

    public RoomMembersTests()
    {
        foreach (var user in new[] { "eve", "bob", "dan", "ann", "cid" })
        {
            _room.Join(user);
        }
    }

    [Theory]
    [InlineData(null, 2, "ann bob", true)]
    [InlineData("bob", 2, "cid dan", true)]
    [InlineData("dan", 2, "eve", false)]
    [InlineData("eve", 2, "", false)]
    [InlineData(null, 5, "ann bob cid dan eve", false)]
    [InlineData("bobby", 1, "cid", true)]
    public void Members_Page_IsInOrderOfIds(string? after, int limit, string expected, bool hasMore)
    {
        var page = _room.Members("ann", after, limit).Value!;
        Assert.Equal(expected, string.Join(' ', page.Members.Select(member => member.Person.Id.Value)));
        Assert.Equal((5, hasMore), (page.Count, page.HasMore));
    }

    [Fact]
    public void Members_NotAMember_IsRefused()
    {
        Assert.Equal(ChatErrorCode.NotAMember, _room.Members("fay").Refusal?.Code);
        Assert.Same(RoomRefusals.Detached, _room.Members("ann", gateway: "gateway-3").Refusal);
    }
}
