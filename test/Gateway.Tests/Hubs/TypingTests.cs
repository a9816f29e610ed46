using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class TypingTests : IAsyncLifetime
{
    private readonly FakeTime _time = GatewayUnderTest.NewTime();
    private GatewayUnderTest _gateway = null!;
    private Conversation _conversation = null!;

    private Participant Ann => _conversation.Ann;

    private Participant Bob => _conversation.Bob;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayUnderTest.StartAsync(_time, ("RateLimits:Typing:Limit", "2"), ("RateLimits:Typing:WindowSeconds", "3600"));
        _conversation = await Conversation.StartAsync(_gateway);
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Typing_On_OthersAreToldAndTheTypistIsNot()
    {
        await Ann.Connection.TypingAsync(_conversation.Room, on: true);

        Assert.Equal(new TypingFrame(_conversation.Room, Ann.User, On: true), await Bob.NextAsync<TypingFrame>());
        await Ann.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Typing_Off_OthersAreTold()
    {
        await Ann.Connection.TypingAsync(_conversation.Room, on: true);
        await Ann.Connection.TypingAsync(_conversation.Room, on: false);

        Assert.True((await Bob.NextAsync<TypingFrame>()).On);
        Assert.False((await Bob.NextAsync<TypingFrame>()).On);
    }

    [Fact]
    public async Task Typing_SilentForFiveSeconds_EndsByItself()
    {
        await Ann.Connection.TypingAsync(_conversation.Room, on: true);
        Assert.True((await Bob.NextAsync<TypingFrame>()).On);

        _time.Advance(TimeSpan.FromSeconds(4.9));
        await Bob.AssertNothingMoreAsync();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(new TypingFrame(_conversation.Room, Ann.User, On: false), await Bob.NextAsync<TypingFrame>());
    }

    [Fact]
    public async Task Typing_RepeatedWithinTwoSeconds_IsTakenAndCostsNothing()
    {
        await Ann.Connection.TypingAsync(_conversation.Room, on: true);
        for (var i = 0; i < 10; i++)
        {
            await Ann.Connection.TypingAsync(_conversation.Room, on: true);
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        await Ann.Connection.TypingAsync(_conversation.Room, on: true);
        _time.Advance(TimeSpan.FromSeconds(2));
        var error = await Ann.RefusedAsync("Typing", new { room = _conversation.Room, on = true });

        Assert.Equal((ChatErrorCode.RateLimited, 2), (error.Code, error.Limit));
        Assert.True((await Bob.NextAsync<TypingFrame>()).On);
        await Bob.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Typing_NotAMember_IsRefused()
    {
        var eve = await _gateway.ConnectAsync("Eve");

        var error = await eve.RefusedAsync("Typing", new { room = _conversation.Room, on = true });

        Assert.Equal(ChatErrorCode.NotAMember, error.Code);
        await Bob.AssertNothingMoreAsync();
    }
}
