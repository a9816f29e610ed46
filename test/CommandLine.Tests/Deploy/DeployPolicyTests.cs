using System.Text.RegularExpressions;

namespace OrleansChat.CommandLine.Tests.Deploy;

/// <summary>What the files for deployment promise, read from their text: there may be no container engine where tests run.</summary>
public sealed partial class DeployPolicyTests
{
    private static readonly string Dockerfile = RepositoryFiles.Read("deploy", "Dockerfile");
    private static readonly string Deployment = RepositoryFiles.Read("deploy", "kubernetes", "deployment.yaml");

    [Fact]
    public void Dockerfile_Build_AsksForTheMicrosoftRuntimeByName() =>
        Assert.Matches(@"(?m)^RUN dotnet publish .* -p:OrleansRuntime=Microsoft\b", Dockerfile);

    [Fact]
    public void Dockerfile_LastStage_RunsAsANumberedUserThatIsNotRoot()
    {
        var lastStage = Dockerfile[Dockerfile.LastIndexOf("\nFROM ", StringComparison.Ordinal)..];

        Assert.Matches(@"(?m)^USER [1-9]\d*:[1-9]\d*$", lastStage);
        Assert.DoesNotMatch(@"(?m)^FROM .*sdk", lastStage);
    }

    [Theory]
    [InlineData("runAsNonRoot: true")]
    [InlineData("readOnlyRootFilesystem: true")]
    [InlineData("allowPrivilegeEscalation: false")]
    [InlineData("capabilities: { drop: [ALL] }")]
    [InlineData("seccompProfile: { type: RuntimeDefault }")]
    [InlineData("automountServiceAccountToken: false")]
    public void Deployment_Pods_HaveNoRightsTheyDoNotNeed(string setting) => Assert.Contains(setting, Deployment, StringComparison.Ordinal);

    [Theory]
    [InlineData("startupProbe", "/health/ready")]
    [InlineData("livenessProbe", "/health/live")]
    [InlineData("readinessProbe", "/health/ready")]
    public void Deployment_Probes_AskTheRightQuestion(string probe, string path) =>
        Assert.Matches($@"{probe}:\s+httpGet: \{{ path: {path}, port: http \}}", Deployment);

    [Fact]
    public void Deployment_Stop_HasTimeForTheGracefulStop()
    {
        var grace = int.Parse(Grace().Match(Deployment).Groups[1].ValueSpan, provider: null);
        var before = int.Parse(BeforeStop().Match(Deployment).Groups[1].ValueSpan, provider: null);

        Assert.True(grace >= before + 30, $"{grace} s leave less than the host's 30 s after {before} s of preStop.");
    }

    [Fact]
    public void Deployment_Replicas_AreSeveralUnderABudget()
    {
        Assert.Matches(@"replicas: ([2-9]|\d{2,})\b", Deployment);
        Assert.Contains("maxUnavailable: 1", RepositoryFiles.Read("deploy", "kubernetes", "disruption-budget.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Kustomization_Resources_AreExactlyTheFilesBesideIt()
    {
        var named = Resource().Matches(RepositoryFiles.Read("deploy", "kubernetes", "kustomization.yaml")).Select(match => match.Groups[1].Value);
        var there = RepositoryFiles.Under("*.yaml", "deploy", "kubernetes").Select(Path.GetFileName).Where(file => file != "kustomization.yaml");

        Assert.Equal(there.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DeployFiles_Secrets_ComeFromOutside()
    {
        foreach (var file in RepositoryFiles.Under("*.y*ml", "deploy"))
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotMatch(@"kind: Secret\b", text);
            // A password may only be a variable without a default, or a name.
            Assert.DoesNotMatch(@"(?i)(?<!\$\{\w*)password\s*[=:]\s*""?(?!\$\{\w+:\?|\$\$\w)[^\s""]", text);
        }

        Assert.DoesNotMatch(@"(?m)^\w*PASSWORD=.", RepositoryFiles.Read("deploy", "example.env"));
    }

    [Fact]
    public void DeployFiles_ConnectionStrings_ComeFromTheSecret() =>
        Assert.Equal(2, ConnectionString().Count(Deployment));

    [Fact]
    public void DeployFiles_Settings_AreReadByTheProgram()
    {
        var sources = string.Concat(RepositoryFiles.Under("*.cs", "src").Select(File.ReadAllText));
        var settings = Setting().Matches(Deployment + RepositoryFiles.Read("deploy", "compose.yml")).Select(match => match.Value).Distinct().ToArray();

        Assert.NotEmpty(settings);
        Assert.All(settings, setting =>
        {
            var keys = setting.Split("__");
            var property = $@"public [\w<>?]+ {keys[^1]} \{{ get;";
            Assert.Matches($@"""{string.Join(':', keys)}""|{property}", sources);
        });
    }

    [Fact]
    public void Compose_Nodes_FormAClusterWithoutRights()
    {
        var compose = RepositoryFiles.Read("deploy", "compose.yml");

        Assert.Contains("Cluster__Membership: redis", compose, StringComparison.Ordinal);
        Assert.Contains("read_only: true", compose, StringComparison.Ordinal);
        Assert.Contains("cap_drop: [ALL]", compose, StringComparison.Ordinal);
    }

    [Fact]
    public void Nginx_Logs_LeaveOutQueryStrings()
    {
        var nginx = RepositoryFiles.Read("deploy", "nginx.conf");

        Assert.DoesNotMatch(@"\$request\b|\$request_uri|\$args|\$query_string", nginx);
        Assert.Contains("access_log /dev/stdout without_query;", nginx, StringComparison.Ordinal);
    }

    [Fact]
    public void Workflow_Builds_AskForBothRuntimes()
    {
        var workflow = RepositoryFiles.Read(".github", "workflows", "ci.yml");

        Assert.Contains("runtime: [microsoft, embedded]", workflow, StringComparison.Ordinal);
        Assert.Contains("-p:OrleansRuntime=Microsoft", workflow, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"terminationGracePeriodSeconds: (\d+)")]
    private static partial Regex Grace();

    [GeneratedRegex(@"sleep: \{ seconds: (\d+) \}")]
    private static partial Regex BeforeStop();

    [GeneratedRegex(@"(?m)^  - (\S+\.yaml)$")]
    private static partial Regex Resource();

    [GeneratedRegex(@"name: \w+ConnectionString\s+valueFrom: \{ secretKeyRef:")]
    private static partial Regex ConnectionString();

    [GeneratedRegex(@"\b(Cluster|Storage|Auth|Gateway)__\w+")]
    private static partial Regex Setting();
}
