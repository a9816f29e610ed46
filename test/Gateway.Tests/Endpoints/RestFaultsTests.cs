using System.Net;
using System.Text;
using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Endpoints;

public sealed class RestFaultsTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Post_MalformedBody_IsAProblemWithItsCodeInEveryEnvironment(string environment)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("environment", environment), ("Auth:Guests:Enabled", "true"));
        using var body = new StringContent("{\"name\":", Encoding.UTF8, "application/json");

        using var answer = await gateway.Client.PostAsync(new Uri("/api/v1/auth/guest", UriKind.Relative), body);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(ChatErrorCode.BadRequest, JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }
}
