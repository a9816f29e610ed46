namespace OrleansChat.Deployment.Tests.Files;

public sealed class YamlTests
{
    public static TheoryData<string> Everything => [.. Checkout.YamlFiles("deploy"), .. Checkout.YamlFiles(".github/workflows")];

    [Theory]
    [MemberData(nameof(Everything))]
    public void Load_EveryFile_HoldsMappings(string path) =>
        Assert.All(Yaml.Load(path), document => Assert.NotEmpty(document.Entries()));
}
