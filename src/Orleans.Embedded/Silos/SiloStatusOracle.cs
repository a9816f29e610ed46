using Orleans.Runtime;

namespace Orleans.Embedded.Silos;

/// <summary>The fabric knows every silo, so a silo either takes calls or is dead; those that are gone stay on the list, as in Orleans.</summary>
internal sealed class SiloStatusOracle(Fabric fabric) : ISiloStatusOracle
{
    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false)
    {
        var (silos, gone) = fabric.AllSilos;
        var statuses = silos.Where(silo => !onlyActive || !silo.IsDead).ToDictionary(silo => silo.Address, silo => silo.IsDead ? SiloStatus.Dead : SiloStatus.Active);
        if (!onlyActive)
        {
            foreach (var address in gone)
            {
                statuses[address] = SiloStatus.Dead;
            }
        }

        return statuses;
    }
}
