using OrleansChat.LoadTest.Scenarios;

namespace OrleansChat.LoadTest.Tests.Scenarios;

public sealed class SignedTests
{
    [Theory]
    [InlineData(0.1234, "+12.3%")]
    [InlineData(-0.1234, "-12.3%")]
    [InlineData(-0.0001, "+0.0%")]
    public void Percent_AnyPart_HasOneSign(double part, string expected) => Assert.Equal(expected, Signed.Percent(part));

    [Theory]
    [InlineData(1, "+1.00")]
    [InlineData(-0.014, "-0.01")]
    [InlineData(-0.001, "+0.00")]
    public void Number_AnyValue_HasOneSign(double value, string expected) => Assert.Equal(expected, Signed.Number(value));
}
