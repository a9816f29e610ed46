using OrleansChat.CommandLine.Commands;

namespace OrleansChat.CommandLine.Tests.Commands;

public sealed class UpCommandTests
{
    [Fact]
    public void Settings_UserPassesTheSame_UsersComeLastAndSoWin()
    {
        var settings = UpCommand.Settings(new Repository("."), ["--Auth:Guests:Enabled=false"]).ToArray();

        Assert.Contains("--Auth:Guests:Enabled=true", settings);
        Assert.Equal("--Auth:Guests:Enabled=false", settings[^1]);
    }
}
