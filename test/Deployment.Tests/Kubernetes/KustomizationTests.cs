using OrleansChat.Deployment.Tests.Files;

namespace OrleansChat.Deployment.Tests.Kubernetes;

public sealed class KustomizationTests
{
    [Theory]
    [InlineData("deploy/kubernetes")]
    [InlineData("deploy/kubernetes/trial-redis")]
    public void Resources_OfAFolder_AreAllItsManifests(string folder)
    {
        var listed = Yaml.Load($"{folder}/kustomization.yaml").Single().Texts("resources").Order(StringComparer.Ordinal);
        var present = Directory.EnumerateFiles(Path.Combine(Checkout.Root, folder), "*.yaml").Select(file => Path.GetFileName(file))
            .Where(file => file != "kustomization.yaml").Order(StringComparer.Ordinal);
        Assert.Equal(present, listed);
    }
}
