namespace OrleansChat.Bench.Planning;

/// <summary>The order of the sessions.</summary>
internal static class BenchPlan
{
    /// <summary>
    /// Interleaves: in each round every contender has its turn with each workload, so that what changes on the machine meanwhile meets all of them alike.
    /// Each round begins with another contender, so that nobody always comes after the same one.
    /// </summary>
    public static IReadOnlyList<Session> Interleave(int rounds, IReadOnlyList<string> contenders, IReadOnlyList<Workload> workloads) =>
    [
        .. from round in Enumerable.Range(0, rounds)
           from workload in workloads
           from place in Enumerable.Range(0, contenders.Count)
           select new Session(round + 1, contenders[(place + round) % contenders.Count], workload),
    ];
}
