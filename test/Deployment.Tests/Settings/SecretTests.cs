using System.Text.RegularExpressions;
using OrleansChat.Deployment.Tests.Files;
using OrleansChat.Deployment.Tests.Kubernetes;
using YamlDotNet.RepresentationModel;

namespace OrleansChat.Deployment.Tests.Settings;

public sealed partial class SecretTests
{
    public static TheoryData<string> Texts => [.. Checkout.Files("deploy"), .. Checkout.Files(".github")];

    [Fact]
    public void Compose_ForEverySecret_DemandsAVariable()
    {
        var secrets = Yaml.Load("deploy/compose.yml").Single().Entries("services")
            .SelectMany(service => service.Value.Entries("environment"))
            .Where(variable => SecretName().IsMatch(variable.Key))
            .Select(variable => ((YamlScalarNode)variable.Value).Value!)
            .ToArray();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, value => Assert.Matches(@"^\$\{[A-Z_]+:\?", value));
    }

    [Fact]
    public void Kubernetes_ForEverySecret_NamesASecretsKey()
    {
        var secrets = Manifest.All.SelectMany(manifest => manifest.Containers).SelectMany(container => container.Items("env"))
            .Where(variable => SecretName().IsMatch(variable.Text("name")!) || variable.Text("name")!.EndsWith("ConnectionString", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(2, secrets.Length);
        Assert.All(secrets, variable =>
        {
            Assert.NotNull(variable.Text("valueFrom", "secretKeyRef", "key"));
            Assert.Null(variable.At("value"));
        });
    }

    [Fact]
    public void Kubernetes_InItsManifests_HoldsNoSecretNorASettingThatIsOne()
    {
        Assert.DoesNotContain(Manifest.All, manifest => manifest.Kind == "Secret");
        Assert.DoesNotContain(
            Manifest.All.Where(manifest => manifest.Kind == "ConfigMap").SelectMany(manifest => manifest.Root.Entries("data")),
            entry => SecretName().IsMatch(entry.Key) || entry.Key.EndsWith("ConnectionString", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_OfEveryFile_HoldsNothingLikeASecret(string path)
    {
        var text = Checkout.Read(path);
        Assert.DoesNotMatch(Password(), text);
        Assert.DoesNotMatch(Random(), text);
        Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redis:6379,password=hunter2")]
    [InlineData("Password: hunter2")]
    [InlineData("Password: \"hunter2\"")]
    public void Password_WrittenOut_IsFound(string text) => Assert.Matches(Password(), text);

    [Fact]
    public void Random_KeyWrittenOut_IsFound() => Assert.Matches(Random(), $"Key: {Convert.ToBase64String([.. Enumerable.Range(100, 48).Select(value => (byte)value)])}");

    [GeneratedRegex("(Key|Password|Secret|Token|PASSWORD|KEY|SECRET|TOKEN)$")]
    private static partial Regex SecretName();

    // A variable or a blank for the reader to fill in may follow.
    [GeneratedRegex(@"password\s*[=:]\s*""?[^\s$<…""]", RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    // 32 characters and more with a capital, a small letter and a digit among them: base64 of a key, not a word or a path.
    [GeneratedRegex(@"(?<![A-Za-z0-9+/=_.-])(?=[A-Za-z0-9+/=]*[A-Z])(?=[A-Za-z0-9+/=]*[a-z])(?=[A-Za-z0-9+/=]*[0-9])[A-Za-z0-9+/]{32,}={0,2}")]
    private static partial Regex Random();
}
