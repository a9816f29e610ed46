using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class FetchTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    private readonly string _room = GatewayUnderTest.NewRoom();

    [Fact]
    public async Task Fetch_Backwards_PagesUntilTheFirstMessage()
    {
        var ann = await TalkAsync(5);

        var newest = await ann.Connection.FetchAsync(new FetchRequest(_room, Limit: 2));
        var middle = await ann.Connection.FetchAsync(new FetchRequest(_room, Before: newest.Messages[0].Seq, Limit: 2));
        var oldest = await ann.Connection.FetchAsync(new FetchRequest(_room, Before: middle.Messages[0].Seq, Limit: 2));

        Assert.Equal(["4", "5"], newest.Messages.Select(message => message.Body));
        Assert.Equal(["2", "3"], middle.Messages.Select(message => message.Body));
        Assert.Equal(["1"], oldest.Messages.Select(message => message.Body));
        Assert.Equal((true, true, false), (newest.HasMore, middle.HasMore, oldest.HasMore));
    }

    [Fact]
    public async Task Fetch_Forwards_FillsAGap()
    {
        var ann = await TalkAsync(4);
        var all = await ann.Connection.FetchAsync(new FetchRequest(_room));

        var page = await ann.Connection.FetchAsync(new FetchRequest(_room, After: all.Messages[0].Seq, Limit: 2));
        var rest = await ann.Connection.FetchAsync(new FetchRequest(_room, After: page.Messages[^1].Seq, Limit: 2));

        Assert.Equal(["2", "3"], page.Messages.Select(message => message.Body));
        Assert.Equal(["4"], rest.Messages.Select(message => message.Body));
        Assert.Equal((true, false), (page.HasMore, rest.HasMore));
    }

    [Fact]
    public async Task Fetch_AfterWhatTheRingHasLost_IsRefused()
    {
        await using var small = await GatewayUnderTest.StartAsync(("Rooms:RingMessages", "3"));
        var ann = await TalkAsync(5, small);

        var error = await ann.RefusedAsync("Fetch", new { room = _room, after = 1 });
        var kept = await ann.Connection.FetchAsync(new FetchRequest(_room));

        Assert.Equal(ChatErrorCode.RangeEvicted, error.Code);
        Assert.Equal(["3", "4", "5"], kept.Messages.Select(message => message.Body));
        Assert.False(kept.HasMore);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(-5)]
    public async Task Fetch_LimitOutOfRange_IsRefused(int limit)
    {
        var conversation = await Conversation.StartAsync(gateway);

        var error = await conversation.Ann.RefusedAsync("Fetch", new { room = conversation.Room, limit });

        Assert.Equal(ChatErrorCode.BadRequest, error.Code);
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Fetch_BeforeAndAfter_IsRefused()
    {
        var conversation = await Conversation.StartAsync(gateway);

        var error = await conversation.Ann.RefusedAsync("Fetch", new { room = conversation.Room, before = 3, after = 1 });

        Assert.Equal(ChatErrorCode.BadRequest, error.Code);
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Fetch_NotAMember_IsRefused()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var eve = await gateway.ConnectAsync("Eve");

        var error = await eve.RefusedAsync("Fetch", new { room = conversation.Room });

        Assert.Equal(ChatErrorCode.NotAMember, error.Code);
    }

    private async Task<Participant> TalkAsync(int messages, GatewayUnderTest? on = null)
    {
        var ann = await (on ?? gateway).JoinAsync("Ann", _room);
        for (var number = 1; number <= messages; number++)
        {
            await ann.Connection.SendAsync(_room, $"{number}");
        }

        return ann;
    }
}
