using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.RateLimits;

namespace OrleansChat.Domain.Tests.RateLimits;

public sealed class RateLimitsOptionsTests
{
    private readonly RateLimitsOptions.Validator _validator = new();

    [Theory]
    [InlineData(RateLimitTier.Message, 10, 60)]
    [InlineData(RateLimitTier.File, 5, 300)]
    [InlineData(RateLimitTier.Room, 3, 3600)]
    [InlineData(RateLimitTier.Typing, 30, 60)]
    [InlineData(RateLimitTier.Presence, 30, 60)]
    public void Indexer_Defaults_AreThoseOfTheDocs(RateLimitTier tier, int limit, int windowSeconds) =>
        Assert.Equal(new RateLimitOptions { Limit = limit, WindowSeconds = windowSeconds }, new RateLimitsOptions()[tier]);

    [Fact]
    public void Indexer_UnknownTier_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new RateLimitsOptions()[(RateLimitTier)9]);

    [Fact]
    public void Validate_Defaults_Succeeds() => Assert.True(_validator.Validate(null, new RateLimitsOptions()).Succeeded);

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(1_000_000, 86_400, true)]
    [InlineData(0, 60, false)]
    [InlineData(-1, 60, false)]
    [InlineData(1_000_001, 60, false)]
    [InlineData(10, 0, false)]
    [InlineData(10, 86_401, false)]
    [InlineData(int.MinValue, int.MaxValue, false)]
    public void Validate_Bounds_AreInclusive(int limit, int windowSeconds, bool valid) =>
        Assert.Equal(valid, _validator.Validate(null, new RateLimitsOptions { File = Limit(limit, windowSeconds) }).Succeeded);

    [Fact]
    public void Validate_SeveralWrong_NamesEachSettingValueAndRule()
    {
        var result = _validator.Validate(null, new RateLimitsOptions { Message = Limit(0, 60), Typing = Limit(5, 90_000) });
        Assert.Equal(
            ["RateLimits:Message:Limit is 0; it must be 1 to 1,000,000.", "RateLimits:Typing:WindowSeconds is 90000; it must be 1 to 86,400."],
            result.Failures!);
    }

    private static RateLimitOptions Limit(int limit, int windowSeconds) => new() { Limit = limit, WindowSeconds = windowSeconds };
}
