namespace OrleansChat.Simulation.Sockets;

/// <summary>One end of a socket.</summary>
internal interface IPeer
{
    /// <summary>Where its code runs.</summary>
    Scheduling.StepScheduler Scheduler { get; }

    void Receive(object item);

    /// <summary>The other end is gone, or seems to be; said once.</summary>
    void Closed();
}
