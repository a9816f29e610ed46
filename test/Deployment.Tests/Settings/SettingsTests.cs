using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Auth;
using OrleansChat.Grains;
using OrleansChat.Silo;

namespace OrleansChat.Deployment.Tests.Settings;

public sealed class SettingsTests
{
    public static TheoryData<string> Workloads => [.. Deployed.All.Select(workload => workload.Name)];

    [Fact]
    public void Workloads_OfAllFiles_AreThePodAndTwoNodes() =>
        Assert.Equal(["kubernetes", "compose chat-1", "compose chat-2"], Deployed.All.Select(workload => workload.Name));

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Names_OfAWorkload_AllMeanASetting(string workload) => SettingNames.Bind(Variables(workload));

    [Theory]
    [InlineData("Cluster__Clustering", "redis")]
    [InlineData("Cluster__Redis__Connection", "redis")]
    [InlineData("Auth__Guest__Enabled", "true")]
    [InlineData("Auth__Guests__Enabled", "perhaps")]
    [InlineData("Orleans__ClusterId", "chat")]
    public void Names_ThatMeanNothing_AreFound(string name, string value) =>
        Assert.Throws<InvalidOperationException>(() => SettingNames.Bind(new Dictionary<string, string> { [name] = value }));

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Values_OfAWorkload_PassTheChecksOfTheStart(string workload)
    {
        var settings = Check(Variables(workload));
        Assert.Equal("redis", settings.Membership);
    }

    [Fact]
    public void Values_WithoutTheKeyThatComposeDemands_DoNotPass()
    {
        var variables = Variables("compose chat-1").Where(variable => variable.Key != "Auth__Development__Key").ToDictionary();
        Assert.Throws<OptionsValidationException>(() => Check(variables));
    }

    // The checks of the program's own start, outside Development, where nothing is made up.
    private static ClusterSettings Check(IReadOnlyDictionary<string, string> variables)
    {
        var configuration = SettingNames.Configuration(variables);
        var services = new ServiceCollection();
        var settings = services.AddClusterSettings(configuration);
        services.AddChatGrains(configuration);
        services.AddChatAuthentication(configuration, new HostingEnvironment { EnvironmentName = Environments.Production });
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        return settings;
    }

    private static IReadOnlyDictionary<string, string> Variables(string workload) => Deployed.All.Single(candidate => candidate.Name == workload).Variables;
}
