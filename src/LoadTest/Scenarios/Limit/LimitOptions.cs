using System.Diagnostics.CodeAnalysis;

namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>What the scenario <c>limit</c> is told.</summary>
internal sealed record LimitOptions : ScenarioOptions
{
    /// <summary>Adds to what all scenarios are told.</summary>
    [SetsRequiredMembers]
    public LimitOptions(ScenarioOptions common)
        : base(common)
    {
    }

    /// <summary>Connections of the one user.</summary>
    public int Connections { get; init; } = 10;

    /// <summary>Sends a second that are tried at the most, all connections together.</summary>
    public double Attempts { get; init; } = 1000;

    /// <summary>Operations more that the limit may let through.</summary>
    public int Slack { get; init; } = 5;

    /// <summary>How often it is waited as long as a refusal said, to see that the next send is then accepted.</summary>
    public int Waits { get; init; } = 3;
}
