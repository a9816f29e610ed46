using System.Text.RegularExpressions;
using OrleansChat.Deployment.Tests.Files;
using YamlDotNet.RepresentationModel;

namespace OrleansChat.Deployment.Tests.Compose;

public sealed partial class ComposeTests
{
    private static readonly YamlNode Document = Yaml.Load("deploy/compose.yml").Single();

    private static readonly string Proxy = Comment().Replace(Checkout.Read("deploy/nginx.conf"), "");

    public static TheoryData<string> Services => [.. Document.Entries("services").Select(service => service.Key)];

    [Theory]
    [MemberData(nameof(Services))]
    public void Service_OfEachKind_HasNoPrivileges(string service)
    {
        var node = Document.At("services", service)!;
        Assert.Equal("true", node.Text("read_only"));
        Assert.Equal(["ALL"], node.Texts("cap_drop"));
        Assert.Equal(["no-new-privileges:true"], node.Texts("security_opt"));
        Assert.Null(node.At("privileged"));
    }

    [Fact]
    public void Ports_OfTheHost_LeadToTheProxyAndFromThisMachineAlone()
    {
        var published = Document.Entries("services").SelectMany(service => service.Value.Texts("ports").Select(port => $"{service.Key} {port}"));
        Assert.Equal("proxy 127.0.0.1:${PORT:-8080}:8080", Assert.Single(published));
    }

    [Fact]
    public void Redis_WithoutAPassword_IsReachedByTheNodesAlone()
    {
        Assert.Equal(["back"], Document.Texts("services", "redis", "networks"));
        Assert.Equal("true", Document.Text("networks", "back", "internal"));
        Assert.Equal(["front"], Document.Texts("services", "proxy", "networks"));
    }

    [Fact]
    public void Upstream_OfTheProxy_IsEveryNode() =>
        Assert.Equal(
            Document.Entries("services").Select(service => $"{service.Key}:8080").Where(node => node.StartsWith("chat-", StringComparison.Ordinal)),
            Server().Matches(Proxy).Select(match => match.Groups[1].Value));

    [Fact]
    public void Upstream_OfTheProxy_IsNotSticky() => Assert.DoesNotMatch(Sticky(), Proxy);

    [Fact]
    public void Headers_ThatTheNodesTrust_AreWrittenAnew()
    {
        Assert.Contains("proxy_set_header X-Forwarded-For $remote_addr;", Proxy, StringComparison.Ordinal);
        Assert.Contains("proxy_set_header X-Forwarded-Proto $scheme;", Proxy, StringComparison.Ordinal);
        Assert.Contains("proxy_set_header Host $http_host;", Proxy, StringComparison.Ordinal);
    }

    [Fact]
    public void AccessLog_ThatWouldHoldTokens_IsOff() => Assert.Contains("access_log off;", Proxy, StringComparison.Ordinal);

    [GeneratedRegex("#.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*server (\S+);", RegexOptions.Multiline)]
    private static partial Regex Server();

    [GeneratedRegex(@"\b(ip_hash|hash|sticky)\b")]
    private static partial Regex Sticky();
}
