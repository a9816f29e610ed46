namespace OrleansChat.Bench.Contenders;

/// <summary>A contender that cannot run here.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Reason">What it lacks.</param>
internal sealed record LeftOut(string Name, string Reason);
