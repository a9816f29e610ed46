namespace OrleansChat.LoadTest.Reporting;

/// <summary>A point of a distribution.</summary>
/// <param name="Share">Share of the values, 0–1.</param>
/// <param name="Milliseconds">What that share does not exceed.</param>
internal sealed record CurvePoint(double Share, double Milliseconds);
