using System.Security.Cryptography;

namespace OrleansChat.EndToEnd.Tests.Gateways;

/// <summary>One gateway for all tests that do not harm it; every test has rooms and users of its own.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    private GatewayProcess? _gateway;

    internal GatewayProcess Gateway => _gateway ?? throw new InvalidOperationException("The gateway was not started.");

    internal static string NewSigningKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    internal static string NewRoom() => $"E2E-{RandomNumberGenerator.GetHexString(12)}";

    public async Task InitializeAsync() => _gateway = await GatewayProcess.StartAsync(NewSigningKey());

    public async Task DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
    }
}
