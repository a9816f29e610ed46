namespace OrleansChat.Bench.Measuring;

/// <summary>Whether everybody got everything.</summary>
/// <param name="Delivered">Messages, counted once a member.</param>
/// <param name="Lost">Messages that a member who stayed did not get.</param>
/// <param name="Twice">Messages that a member got again.</param>
/// <param name="Disagreeing">Members whose order was not that of the others in their room.</param>
/// <param name="Violations">What the history checker found; it judges OrleansChat alone, as the others promise nothing.</param>
/// <param name="FirstViolations">The first of them in words.</param>
internal sealed record Judgement(long Delivered, long Lost, long Twice, int Disagreeing, long Violations, IReadOnlyList<string> FirstViolations)
{
    public static readonly Judgement Nothing = new(0, 0, 0, 0, 0, []);

    public bool IsClean => Lost == 0 && Twice == 0 && Disagreeing == 0 && Violations == 0;

    public static Judgement operator +(Judgement left, Judgement right) => new(
        left.Delivered + right.Delivered,
        left.Lost + right.Lost,
        left.Twice + right.Twice,
        left.Disagreeing + right.Disagreeing,
        left.Violations + right.Violations,
        [.. left.FirstViolations, .. right.FirstViolations]);

    public override string ToString() => IsClean
        ? "nothing lost, nothing twice, one order"
        : $"{Lost:N0} lost, {Twice:N0} twice, {Disagreeing:N0} members with an order of their own" + (Violations > 0 ? $", {Violations:N0} broken promises" : "");
}
