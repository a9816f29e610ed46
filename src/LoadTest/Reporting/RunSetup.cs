using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>What was run, so that a report can be repeated.</summary>
/// <param name="MessagesPerSecond">All rooms together; with a mix, actions of all kinds.</param>
/// <param name="Mix">The shares of what clients did; null where they only sent.</param>
internal sealed record RunSetup(
    IReadOnlyList<string> Urls, int Rooms, int UsersPerRoom, double MessagesPerSecond, double DurationSeconds, double WarmupSeconds, int BodyBytes, int Seed, int Processes, string? Mix)
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
        options.Processes,
        options.Mix?.ToString());
}
