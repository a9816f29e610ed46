namespace Orleans.Runtime;

/// <summary>Which silos the cluster has.</summary>
public interface ISiloStatusOracle
{
    /// <summary>The silos and their states; a silo that only cannot be reached is active here, because nobody declares it dead.</summary>
    /// <param name="onlyActive">Whether to leave out those that have stopped or died.</param>
    Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false);
}
