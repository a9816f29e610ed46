namespace OrleansChat.LoadTest.Running;

/// <summary>Whoever leads a run of which this process plays a share: the process itself, or another one that leads several.</summary>
internal interface IRunLead
{
    /// <summary>Hears how the share stands.</summary>
    void Sampled(RunSample sample);

    /// <summary>Hears that every connection of the share is in its room or has failed.</summary>
    /// <returns>When the first message of the run is due, on the run's clock in microseconds.</returns>
    Task<long> StartAsync(CancellationToken stop);
}
