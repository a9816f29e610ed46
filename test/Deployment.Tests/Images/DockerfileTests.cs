using System.Text.RegularExpressions;
using OrleansChat.Deployment.Tests.Files;

namespace OrleansChat.Deployment.Tests.Images;

public sealed partial class DockerfileTests
{
    /// <summary>What the build takes from the repository: every argument of a COPY but the last, where no other stage is named.</summary>
    public static TheoryData<string> Sources =>
    [
        .. Dockerfile.Instructions
            .Where(instruction => instruction.Name == "COPY" && !instruction.Arguments.StartsWith("--from", StringComparison.Ordinal))
            .SelectMany(instruction => instruction.Arguments.Split(' ')[..^1])
            .Distinct(),
    ];

    [Fact]
    public void Publish_OfTheGateway_AsksForMicrosoftsRuntime()
    {
        var publish = Assert.Single(Dockerfile.Instructions, instruction => instruction.Arguments.StartsWith("dotnet publish", StringComparison.Ordinal));
        Assert.Contains(" -p:OrleansRuntime=Microsoft ", publish.Arguments, StringComparison.Ordinal);
        Assert.Contains(" src/Gateway/OrleansChat.Gateway.csproj ", publish.Arguments, StringComparison.Ordinal);
    }

    [Fact]
    public void FinalStage_OfTheImage_HasNoPrivileges()
    {
        var user = Assert.Single(Dockerfile.FinalStage, instruction => instruction.Name == "USER");
        Assert.Equal("$APP_UID", user.Arguments);
        Assert.DoesNotContain(Dockerfile.FinalStage, instruction => instruction.Arguments.Contains("--chown", StringComparison.Ordinal));
    }

    [Fact]
    public void FinalStage_OfTheImage_HasTheRuntimeThatTheProjectsTarget()
    {
        var target = TargetFramework().Match(Checkout.Read("Directory.Build.props")).Groups[1].Value;
        Assert.Equal($"mcr.microsoft.com/dotnet/aspnet:{target}", Dockerfile.FinalStage[0].Arguments);
    }

    [Fact]
    public void FinalStage_OfTheImage_ServesTheBuiltPage()
    {
        Assert.Contains(new Instruction("COPY", "--from=web /web/dist/ ./wwwroot/"), Dockerfile.FinalStage);
        Assert.Contains(new Instruction("EXPOSE", "8080"), Dockerfile.FinalStage);
        Assert.Contains("[\"dotnet\", \"OrleansChat.Gateway.dll\"]", Dockerfile.FinalStage.Single(instruction => instruction.Name == "ENTRYPOINT").Arguments);
    }

    [Fact]
    public void Environment_OfTheImage_HoldsNoSettingsOfTheChat() =>
        Assert.DoesNotContain(
            Dockerfile.Instructions, instruction => instruction.Name is "ENV" or "ARG" && instruction.Arguments.Contains("__", StringComparison.Ordinal));

    [Fact]
    public void Environment_OfTheImage_IsTheCollectorsOfAGatewayThatChatCsStarts()
    {
        var setting = Dockerfile.FinalStage.Single(instruction => instruction.Name == "ENV" && instruction.Arguments.StartsWith("DOTNET_GC", StringComparison.Ordinal)).Arguments;
        var (name, value) = (setting.Split('=')[0], setting.Split('=')[1]);

        var program = Checkout.Read("src/CommandLine/Gateways/GatewayProcess.cs");
        Assert.Contains($"YoungBudget = \"{name}\"", program, StringComparison.Ordinal);
        Assert.Contains($"?? \"{value}\"", program, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Copy_EverySource_IsThereAndReachesTheBuilder(string source)
    {
        Assert.True(Checkout.Holds(source), $"deploy/Dockerfile copies {source}, which is not there.");
        Assert.Contains($"!{source.Split('/')[0]}", Checkout.Read(".dockerignore").Split('\n'));
    }

    [GeneratedRegex("<TargetFramework>net([0-9.]+)</TargetFramework>")]
    private static partial Regex TargetFramework();
}
