using System.Net.Http.Json;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class TokenPrivacyTests
{
    [Fact]
    public async Task Logs_TokensEverywhereAndEveryLevelOn_HoldNoneOfThem()
    {
        await using var host = await AuthHost.StartAsync(
            ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"));
        var good = TestToken.Hs256(host.Time.GetUtcNow()).Build();
        var forged = TestToken.Hs256(host.Time.GetUtcNow(), new byte[32]).Build();
        var ticket = (await AuthHost.ReadAsync(await host.PostAsync("/api/v1/connect", token: good))).GetProperty("ticket").GetString()!;
        var guest = (await AuthHost.ReadAsync(await host.PostAsync("/api/v1/auth/guest", JsonContent.Create(new { name = "Ann" })))).GetProperty("token").GetString()!;

        string[] secrets = [good, forged, ticket, guest, "canary-that-is-no-token"];
        foreach (var secret in secrets)
        {
            foreach (var path in new[] { "/hub/me", "/hub/live", "/hub/nowhere", "/me" })
            {
                (await host.GetAsync($"{path}?access_token={secret}")).Dispose();
                (await host.GetAsync(path, secret)).Dispose();
                (await host.GetAsync($"{path}?access_token={secret}", origin: "https://attacker.test")).Dispose();
            }
        }

        // The recorder works: the same requests did leave their lines.
        Assert.Contains(host.Log.Lines, line => line.Contains("Bearer was not authenticated", StringComparison.Ordinal));
        var parts = secrets.SelectMany(secret => secret.Split('.')[^1..]).Append(Convert.ToBase64String(TestKeys.Secret)).ToArray();
        Assert.DoesNotContain(host.Log.Lines, line => parts.Any(part => line.Contains(part, StringComparison.Ordinal)));
    }
}
