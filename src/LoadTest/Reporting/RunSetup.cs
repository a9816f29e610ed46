using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>What was run, so that a report can be repeated.</summary>
internal sealed record RunSetup(
    IReadOnlyList<string> Urls, int Rooms, int UsersPerRoom, double MessagesPerSecond, double DurationSeconds, double WarmupSeconds, int BodyBytes, int Seed, int Processes)
{
    public static RunSetup Of(LoadOptions options) => new(
        [.. options.Urls.Select(url => url.GetLeftPart(UriPartial.Authority))],
        options.Rooms,
        options.Users,
        options.Rate,
        options.Duration.TotalSeconds,
        options.Warmup.TotalSeconds,
        options.Size,
        options.Seed,
        options.Processes);
}
