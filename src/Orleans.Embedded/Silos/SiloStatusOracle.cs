using Orleans.Runtime;

namespace Orleans.Embedded.Silos;

/// <summary>The fabric knows every silo, so there is only one state.</summary>
internal sealed class SiloStatusOracle(Fabric fabric) : ISiloStatusOracle
{
    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) =>
        fabric.Silos.ToDictionary(silo => silo.Address, _ => SiloStatus.Active);
}
