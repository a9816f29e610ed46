using Orleans.Runtime;

namespace OrleansChat.Grains.Gateways;

/// <summary>The silo of this process, under the name by which its status is told.</summary>
internal sealed class LocalSilo(ILocalSiloDetails details) : ILocalSilo
{
    public string Name => details.SiloAddress.ToParsableString();
}
