using Orleans.Placement;

namespace OrleansChat.Embedded.Tests.Grains;

[PreferLocalPlacement]
internal sealed class LocalGrain(ILocalSiloDetails silo) : Grain, ILocalGrain
{
    public Task<SiloAddress> WhereAsync() => Task.FromResult(silo.SiloAddress);
}
