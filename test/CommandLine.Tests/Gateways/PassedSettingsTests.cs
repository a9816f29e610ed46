using OrleansChat.CommandLine.Gateways;

namespace OrleansChat.CommandLine.Tests.Gateways;

public sealed class PassedSettingsTests
{
    [Theory]
    [InlineData("--RateLimits:Message:Limit=1000")]
    [InlineData("--Logging:LogLevel:Microsoft.AspNetCore=Debug")]
    [InlineData("--Auth:AllowedOrigins:0=https://chat.example")]
    [InlineData("--Storage:Postgres:ConnectionString=Host=db;Password=a=b")]
    [InlineData("--Auth:Issuer=")]
    public void Parse_NameAndValueInOne_PassesItOnUnchanged(string argument) =>
        Assert.Equal([argument], PassedSettings.Parse([argument]));

    [Fact]
    public void Parse_ValueApart_JoinsThem() =>
        Assert.Equal(["--A:B=c d", "--E:F=-1"], PassedSettings.Parse(["--A:B", "c d", "--E:F", "-1"]));

    [Theory]
    [InlineData("--prot")]
    [InlineData("--prot=5")]
    [InlineData("-A:B=c")]
    [InlineData("A:B=c")]
    [InlineData("--:B=c")]
    [InlineData("--A:=c")]
    [InlineData("stray")]
    public void Parse_NoSetting_NamesTheUnknownArgument(string argument)
    {
        var failure = Assert.Throws<CommandFailedException>(() => PassedSettings.Parse([argument]));

        Assert.Contains($"'{argument.Split('=')[0]}'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--A:B")]
    [InlineData("--A:B", "--C:D=e")]
    public void Parse_ValueMissing_SaysWhichSettingNeedsOne(params string[] arguments)
    {
        var failure = Assert.Throws<CommandFailedException>(() => PassedSettings.Parse(arguments));

        Assert.Equal("The setting '--A:B' needs a value: --A:B=value", failure.Message);
    }
}
