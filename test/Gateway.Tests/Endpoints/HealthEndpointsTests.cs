using System.Net;
using System.Text.Json;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Endpoints;

public sealed class HealthEndpointsTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Get_Running_IsHealthy(string path)
    {
        using var response = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((HttpStatusCode.OK, "Healthy"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Get_Health_NamesWhatRuns()
    {
        using var document = JsonDocument.Parse(await gateway.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));

        var health = document.RootElement;
        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.Equal(Silo.Runtimes.SiloRuntime.Name, health.GetProperty("runtime").GetString());
        Assert.Equal(16, health.GetProperty("gateway").GetString()!.Length);
    }
}
