using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Ids;

public sealed class BucketKeyTests
{
    [Theory]
    [InlineData("ann")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("/")]
    [InlineData("Message/ann")]
    [InlineData("é \0\ud83d\ude00")]
    public void Parse_WrittenKey_IsTheSameKey(string user)
    {
        foreach (var tier in Enum.GetValues<RateLimitTier>())
        {
            var key = new BucketKey(tier, new UserId(user));
            Assert.Equal(key, BucketKey.Parse(key.ToString()));
        }
    }

    [Fact]
    public void ToString_Key_IsTierSlashUser() => Assert.Equal("Message/ann", new BucketKey(RateLimitTier.Message, new UserId("ann")).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("Message")]
    [InlineData("/ann")]
    [InlineData("Nothing/ann")]
    [InlineData("message/ann")]
    [InlineData("9/ann")]
    [InlineData("0/ann")]
    [InlineData("Message,File/ann")]
    [InlineData(" Message/ann")]
    public void Parse_NoBucketKey_Throws(string key)
    {
        var exception = Assert.Throws<FormatException>(() => BucketKey.Parse(key));
        Assert.Contains($"'{key}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Null_Throws() => Assert.Throws<ArgumentNullException>(() => BucketKey.Parse(null!));
}
