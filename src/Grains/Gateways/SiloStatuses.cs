using Orleans.Runtime;

namespace OrleansChat.Grains.Gateways;

/// <summary>The silos as leases name them.</summary>
internal static class SiloStatuses
{
    /// <summary>The names of the silos that the cluster takes for alive.</summary>
    public static SortedSet<string> ActiveNames(this ISiloStatusOracle silos) =>
        new(silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Select(silo => silo.ToParsableString()), StringComparer.Ordinal);
}
