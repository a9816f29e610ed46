using OrleansChat.Storage.Epochs;

namespace OrleansChat.Storage.Tests.Epochs;

public sealed class PostgresEpochsOptionsValidatorTests
{
    private readonly PostgresEpochsOptionsValidator _validator = new();

    [Fact]
    public void Validate_Defaults_Succeeds() => Assert.True(_validator.Validate(null, new PostgresEpochsOptions()).Succeeded);

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-00:00:01")]
    [InlineData("00:01:01")]
    public void Validate_TimeoutOutOfRange_NamesTheSetting(string timeout)
    {
        var result = _validator.Validate(null, new PostgresEpochsOptions { Timeout = TimeSpan.Parse(timeout) });
        Assert.Contains("Storage:Postgres:Epochs:Timeout", Assert.Single(result.Failures!));
    }

    [Fact]
    public void Validate_NobodyMayWait_NamesTheSetting()
    {
        var result = _validator.Validate(null, new PostgresEpochsOptions { MaxWaiting = 0 });
        Assert.Contains("Storage:Postgres:Epochs:MaxWaiting", Assert.Single(result.Failures!));
    }
}
