using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>What the tests of this assembly share: a running gateway, and a browser that is started when the first test wants it.</summary>
[CollectionDefinition(Name)]
public sealed class RunningChat : ICollectionFixture<GatewayFixture>, ICollectionFixture<BrowserFixture>
{
    public const string Name = "running chat";
}
