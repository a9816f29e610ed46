namespace OrleansChat.Bench.Planning;

/// <summary>One workload on one fresh server.</summary>
/// <param name="Round">Its round, from 1.</param>
/// <param name="Contender">The contender's key.</param>
/// <param name="Workload">The workload.</param>
internal sealed record Session(int Round, string Contender, Workload Workload);
