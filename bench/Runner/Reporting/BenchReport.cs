using OrleansChat.Bench.Contenders;
using OrleansChat.Bench.Measuring;
using OrleansChat.Bench.Planning;

namespace OrleansChat.Bench.Reporting;

/// <summary>Everything that was measured.</summary>
/// <param name="StartedAt">When.</param>
/// <param name="Machine">Where.</param>
/// <param name="Runtime">What ran OrleansChat's grains.</param>
/// <param name="IsQuick">Whether the steps were short.</param>
/// <param name="Rounds">How often everybody had a turn.</param>
/// <param name="Workloads">What was done.</param>
/// <param name="Contenders">Names by keys, in the order of the tables.</param>
/// <param name="LeftOut">Who could not run here.</param>
/// <param name="Sessions">What each session brought.</param>
internal sealed record BenchReport(
    DateTimeOffset StartedAt,
    MachineFacts Machine,
    string Runtime,
    bool IsQuick,
    int Rounds,
    IReadOnlyList<Workload> Workloads,
    IReadOnlyDictionary<string, string> Contenders,
    IReadOnlyList<LeftOut> LeftOut,
    IReadOnlyList<SessionResult> Sessions)
{
    /// <summary>Whether OrleansChat kept its promises in all sessions.</summary>
    public bool ChatIsClean => JudgementOf(Contender.Chat).IsClean;

    /// <summary>One contender's judgement over all its sessions.</summary>
    public Judgement JudgementOf(string contender) =>
        Sessions.Where(session => session.Contender == contender).Aggregate(Judgement.Nothing, (sum, session) => sum + session.Judgement);
}
