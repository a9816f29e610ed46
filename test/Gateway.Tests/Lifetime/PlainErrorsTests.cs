using OrleansChat.Gateway.Lifetime;

namespace OrleansChat.Gateway.Tests.Lifetime;

public sealed class PlainErrorsTests
{
    [Theory]
    [InlineData("--RateLimits:Message:Limit=0", "RateLimits:Message:Limit is 0")]
    [InlineData("--Gateway:Outbox:Frames=0", "Frames must be between 8 and")]
    [InlineData("--Gateway:Outbox:SignalsAt=0.9", "SignalsAt is 0.9; it must be at most ReceiptsAt, 0.5")]
    [InlineData("--Rooms:TypingLifetime=00:00:00", "TypingLifetime must be between")]
    [InlineData("--Rooms:RingMessages=abc", "'abc' at 'Rooms:RingMessages'")]
    [InlineData("--Cluster:Membership=nowhere", "Cluster:Membership is 'nowhere'; it must be localhost or redis")]
    [InlineData("--Gateway:Outbox:Frames=0 --RateLimits:Message:Limit=0", "RateLimits:Message:Limit is 0")]
    [InlineData("--Gateway:Silo=nowhere", "Gateway:Silo is 'nowhere'; it must be cohost or client")]
    public async Task Guard_SettingThatCannotBe_IsOneLineAndExitCodeOne(string setting, string expected)
    {
        var error = new StringWriter();

        var exitCode = await PlainErrors.GuardAsync(
            () => GatewayApplication.Create(["--environment=Development", "--urls=http://127.0.0.1:0", .. setting.Split(' ')]).RunCheckedAsync(), error);

        Assert.Equal(1, exitCode);
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }
}
