using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Gateways;

/// <summary>The first of <see cref="FakeSilos"/>.</summary>
internal sealed class FakeLocalSilo : ILocalSilo
{
    public string Name => FakeSilos.NameOf(1);
}
