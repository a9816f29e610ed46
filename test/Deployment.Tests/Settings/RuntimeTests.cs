using System.Text.Json;

namespace OrleansChat.Deployment.Tests.Settings;

/// <summary>What the .NET runtime is told at the start of a gateway: a property with a misspelt name would be left out in silence.</summary>
public sealed class RuntimeTests
{
    [Theory]
    [InlineData("System.GC.Server", "false")]
    [InlineData("System.GC.Concurrent", "true")]
    [InlineData("System.GC.Gen0MaxBudget", "1048576")]
    [InlineData("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit", "0")]
    public void RuntimeConfiguration_OfTheGateway_HasTheMeasuredSetting(string name, string value)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "OrleansChat.Gateway.runtimeconfig.json")));

        var settings = file.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");

        Assert.Equal(value, settings.GetProperty(name).GetRawText());
    }
}
