using System.Text.Json;

namespace OrleansChat.Processes.Tests.Running;

/// <summary>What the load tester found out.</summary>
/// <param name="Headline">Lost, twice, out of order, foreign, in words.</param>
/// <param name="IsBroken">Whether a promise was broken: a violation, or a member or a message that did not come through.</param>
/// <param name="Violations">The first of each kind, in words.</param>
/// <param name="Connections">How many came into their rooms.</param>
/// <param name="Acknowledged">How many messages the servers took.</param>
/// <param name="DeliveredAtTheEnd">Deliveries a second in the last second in which it sent.</param>
/// <param name="LongestSilence">The longest time without any delivery while it sent.</param>
/// <param name="Output">What it wrote.</param>
internal sealed record LoadVerdict(
    string Headline, bool IsBroken, IReadOnlyList<string> Violations, long Connections, long Acknowledged, double DeliveredAtTheEnd, TimeSpan LongestSilence, string Output)
{
    private const int Broken = 1;

    private const string Clean = "0 lost · 0 twice · 0 out of order · 0 foreign";

    public static LoadVerdict Read(JsonElement report, string output)
    {
        var points = report.GetProperty("timeline").EnumerateArray()
            .Where(point => point.GetProperty("phase").GetString() == "measuring")
            .Select(point => (At: point.GetProperty("atSeconds").GetDouble(), Rate: point.GetProperty("deliveredPerSecond").GetDouble()))
            .ToArray();
        return new LoadVerdict(
            report.GetProperty("verdict").GetProperty("headline").GetString()!,
            report.GetProperty("verdict").GetProperty("exitCode").GetInt32() == Broken,
            [.. report.GetProperty("violations").EnumerateArray().Select(violation => violation.GetString()!)],
            report.GetProperty("connections").GetProperty("opened").GetInt64(),
            report.GetProperty("messages").GetProperty("acknowledged").GetInt64(),
            points.TakeLast(4).Average(point => point.Rate),
            Silence(points),
            output);
    }

    /// <summary>Nothing was lost in silence, twice or out of order, and the rooms speak again.</summary>
    public void AssertKept(LoadPlan plan)
    {
        Assert.True(Connections == plan.Rooms * plan.Users, $"Only {Connections} connections came into their rooms.\n{Output}");
        Assert.True(Acknowledged > 0, $"No message was acknowledged.\n{Output}");
        Assert.True(Headline == Clean && Violations.Count == 0, $"{Headline}\n{string.Join('\n', Violations)}\n{Output}");
        Assert.False(IsBroken, Output);
        Assert.True(DeliveredAtTheEnd > 0, $"Nothing was delivered in the end.\n{Output}");
    }

    private static TimeSpan Silence((double At, double Rate)[] points)
    {
        var (longest, since) = (0.0, points.Length > 0 ? points[0].At : 0);
        foreach (var (at, rate) in points)
        {
            longest = Math.Max(longest, at - since);
            since = rate > 0 ? at : since;
        }

        return TimeSpan.FromSeconds(longest);
    }
}
