namespace OrleansChat.Bench.Measuring;

/// <summary>What a session brought.</summary>
/// <param name="Round">Its round, from 1.</param>
/// <param name="Contender">The contender's key.</param>
/// <param name="Workload">The workload's key.</param>
/// <param name="Measurements">Its figures; those that would not be fair are not there.</param>
/// <param name="Judgement">What was lost, doubled or out of order.</param>
/// <param name="Notes">What was out of the ordinary, in words.</param>
internal sealed record SessionResult(
    int Round, string Contender, string Workload, IReadOnlyList<Measurement> Measurements, Judgement Judgement, IReadOnlyList<string> Notes);
