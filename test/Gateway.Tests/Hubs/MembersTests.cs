using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class MembersTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    private readonly string _room = GatewayUnderTest.NewRoom();

    [Fact]
    public async Task Members_MoreThanAPage_PagesInOrderOfIds()
    {
        var ann = await gateway.JoinAsync("Ann", _room);
        string[] others = ["Eve", "Bob", "Dan", "Carl"];
        foreach (var name in others)
        {
            await gateway.JoinAsync(name, _room);
        }

        var first = await ann.Connection.MembersAsync(_room, limit: 2);
        var second = await ann.Connection.MembersAsync(_room, after: first.Members[^1].Id, limit: 2);
        var third = await ann.Connection.MembersAsync(_room, after: second.Members[^1].Id, limit: 2);

        Assert.Equal(["Ann", "Bob", "Carl", "Dan", "Eve"], first.Members.Concat(second.Members).Concat(third.Members).Select(member => member.Name));
        Assert.Equal((true, true, false), (first.HasMore, second.HasMore, third.HasMore));
        Assert.All([first, second, third], page => Assert.Equal(5, page.Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task Members_LimitOutOfRange_IsRefused(int limit)
    {
        var conversation = await Conversation.StartAsync(gateway);

        var error = await conversation.Ann.RefusedAsync("Members", new { room = conversation.Room, limit });

        Assert.Equal(ChatErrorCode.BadRequest, error.Code);
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Members_NotAMember_IsRefused()
    {
        await gateway.JoinAsync("Ann", _room);
        var eve = await gateway.ConnectAsync("Eve");

        Assert.Equal(ChatErrorCode.NotAMember, (await eve.RefusedAsync("Members", new { room = _room })).Code);
    }
}
