using OrleansChat.Deployment.Tests.Files;
using YamlDotNet.RepresentationModel;

namespace OrleansChat.Deployment.Tests.Workflows;

public sealed class WorkflowTests
{
    private static readonly YamlNode Workflow = Yaml.Load(".github/workflows/ci.yml").Single();

    [Fact]
    public void Permissions_OfTheWorkflow_AreToReadTheCode()
    {
        Assert.Equal(["contents"], Workflow.Entries("permissions").Select(entry => entry.Key));
        Assert.Equal("read", Workflow.Text("permissions", "contents"));
        Assert.All(Workflow.Entries("jobs"), job => Assert.Null(job.Value.At("permissions")));
    }

    [Fact]
    public void Actions_OfAllJobs_ArePinnedToAMajorVersion()
    {
        var actions = Workflow.Entries("jobs").SelectMany(job => job.Value.Items("steps")).Select(step => step.Text("uses")).OfType<string>().ToArray();
        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches("^actions/[a-z-]+@v[0-9]+$", action));
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("microsoft")]
    public void Tests_OfEachRuntime_HaveAJob(string runtime) =>
        Assert.Contains($"bash .ci/run --runtime {runtime}", Workflow.Items("jobs", runtime, "steps").Select(step => step.Text("run")));
}
