namespace OrleansChat.Bench.Running;

/// <summary>What a step took.</summary>
/// <param name="ServerCpuSeconds">CPU time of the server's processes.</param>
/// <param name="OwnCpuSeconds">The generator's own.</param>
/// <param name="StolenSeconds">Processor time that the machine's host gave to others.</param>
/// <param name="Delivered">Messages that arrived meanwhile, counted once a member.</param>
/// <param name="Seconds">How long it lasted.</param>
internal readonly record struct StepCost(double ServerCpuSeconds, double OwnCpuSeconds, double StolenSeconds, long Delivered, double Seconds);
