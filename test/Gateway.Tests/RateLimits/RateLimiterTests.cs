using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.RateLimits;

public sealed class RateLimiterTests
{
    [Fact]
    public async Task Send_EleventhMessageInAMinute_IsRefusedWithWhatTheClientMustKnow()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(GatewayUnderTest.NewTime());
        var conversation = await Conversation.StartAsync(gateway);
        await SendAsync(conversation.Ann, conversation.Room, 10);
        await conversation.Bob.NextBodiesAsync(10);

        var error = await conversation.Ann.RefusedAsync("Send", new { room = conversation.Room, key = "k", body = "eleven" });
        await conversation.Bob.AssertNothingMoreAsync();

        Assert.Equal((ChatErrorCode.RateLimited, true), (error.Code, error.Retryable));
        Assert.Equal((6000, 10, 0, 60), (error.RetryAfterMs, error.Limit, error.Remaining, error.Window));
        await conversation.Ann.Connection.HelloAsync();
        await conversation.Bob.Connection.SendAsync(conversation.Room, "I may");
    }

    [Fact]
    public async Task Send_AfterTheTimeThatTheRefusalNamed_IsTaken()
    {
        var time = GatewayUnderTest.NewTime();
        await using var gateway = await GatewayUnderTest.StartAsync(time);
        var ann = await gateway.JoinAsync("Ann", "A");
        await SendAsync(ann, "A", 10);
        var error = await ann.RefusedAsync("Send", new { room = "A", key = "k", body = "eleven" });

        time.Advance(TimeSpan.FromMilliseconds(error.RetryAfterMs!.Value));

        await ann.Connection.SendAsync("A", "eleven");
        Assert.Equal(ChatErrorCode.RateLimited, (await ann.RefusedAsync("Send", new { room = "A", key = "k2", body = "twelve" })).Code);
    }

    [Fact]
    public async Task Send_LimitOfThree_HoldsOverAllConnectionsOfAUser()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(GatewayUnderTest.NewTime(), ("RateLimits:Message:Limit", "3"));
        var phone = await gateway.JoinAsync("Ann", "A");
        var laptop = await gateway.ConnectAsync(phone.User);
        await laptop.Connection.JoinAsync("A");

        await SendAsync(phone, "A", 2);
        await SendAsync(laptop, "A", 1);

        Assert.Equal((ChatErrorCode.RateLimited, 3), await phone.RefusedAsync("Send", new { room = "A", key = "k", body = "four" }) is var error ? (error.Code, error.Limit) : default);
        Assert.Equal(ChatErrorCode.RateLimited, (await laptop.RefusedAsync("Send", new { room = "A", key = "k", body = "four" })).Code);
    }

    [Fact]
    public async Task Send_BadBody_CostsNothing()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(GatewayUnderTest.NewTime(), ("RateLimits:Message:Limit", "1"));
        var ann = await gateway.JoinAsync("Ann", "A");

        for (var i = 0; i < 5; i++)
        {
            await ann.RefusedAsync("Send", new { room = "A", key = "k", body = "" });
        }

        Assert.False((await ann.Connection.SendAsync("A", "hi")).Duplicate);
    }

    [Fact]
    public async Task Start_LimitOfZero_IsRefusedByName()
    {
        var fault = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => GatewayUnderTest.StartAsync(("RateLimits:Message:Limit", "0")));

        Assert.Contains("RateLimits:Message:Limit is 0", fault.Message, StringComparison.Ordinal);
    }

    private static async Task SendAsync(Participant participant, string room, int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            await participant.Connection.SendAsync(room, $"{i}");
        }
    }
}
