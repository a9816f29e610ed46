using OrleansChat.Deployment.Tests.Files;

namespace OrleansChat.Deployment.Tests.Kubernetes;

public sealed class PodSecurityTests
{
    public static TheoryData<string, string, string> Containers
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var manifest in Manifest.All)
            {
                foreach (var container in manifest.Containers)
                {
                    data.Add(manifest.Kind, manifest.Name, container.Text("name")!);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, string> Pods
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var manifest in Manifest.All.Where(manifest => manifest.PodSpec is not null))
            {
                data.Add(manifest.Kind, manifest.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void SecurityContext_OfEveryContainer_IsTheNarrowest(string kind, string name, string container)
    {
        var context = Manifest.Find(kind, name).Containers.Single(node => node.Text("name") == container).At("securityContext");
        Assert.NotNull(context);
        Assert.Equal("true", context.Text("runAsNonRoot"));
        Assert.Equal("true", context.Text("readOnlyRootFilesystem"));
        Assert.Equal("false", context.Text("allowPrivilegeEscalation"));
        Assert.Equal(["ALL"], context.Texts("capabilities", "drop"));
        Assert.Empty(context.Texts("capabilities", "add"));
        Assert.Equal("RuntimeDefault", context.Text("seccompProfile", "type"));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void Resources_OfEveryContainer_AreBounded(string kind, string name, string container)
    {
        var resources = Manifest.Find(kind, name).Containers.Single(node => node.Text("name") == container).At("resources");
        Assert.NotNull(resources);
        Assert.NotNull(resources.Text("requests", "cpu"));
        Assert.NotNull(resources.Text("requests", "memory"));
        Assert.NotNull(resources.Text("limits", "memory"));
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public void Spec_OfEveryPod_SharesNothingWithItsHost(string kind, string name)
    {
        var pod = Manifest.Find(kind, name).PodSpec!;
        Assert.Equal("true", pod.Text("securityContext", "runAsNonRoot"));
        Assert.NotEqual("0", pod.Text("securityContext", "runAsUser") ?? "0");
        Assert.Equal("false", pod.Text("automountServiceAccountToken"));
        Assert.All(["hostNetwork", "hostPID", "hostIPC"], setting => Assert.Null(pod.At(setting)));
        Assert.All(pod.Items("volumes"), volume => Assert.NotNull(volume.At("emptyDir")));
    }

    [Fact]
    public void Namespace_OfTheChat_RefusesPodsThatAskForMore() =>
        Assert.Equal("restricted", Manifest.Find("Namespace", "orleanschat").Root.Text("metadata", "labels", "pod-security.kubernetes.io/enforce"));
}
