using System.Diagnostics;

namespace OrleansChat.LoadTest.Tests.Fakes;

/// <summary>A limit of one user, kept or not.</summary>
/// <param name="burst">What it says may come at once, and comes back in a window.</param>
/// <param name="windowSeconds">The window.</param>
/// <param name="overdraft">How many more it lets through at first.</param>
/// <param name="saysHowLong">Whether a refusal says how long to wait.</param>
/// <param name="misleads">Whether it says a tenth of what it should.</param>
public sealed class FakeLimit(int burst, int windowSeconds, int overdraft = 0, bool saysHowLong = true, bool misleads = false)
{
    private readonly Lock _gate = new();
    private double _level = burst + overdraft;
    private long _at = Stopwatch.GetTimestamp();

    public int Burst => burst;

    public int WindowSeconds => windowSeconds;

    /// <summary>The error of a refusal, or null where the send is let through.</summary>
    public string? RefusalFor()
    {
        lock (_gate)
        {
            var now = Stopwatch.GetTimestamp();
            _level = Math.Min(_level > burst ? _level : burst, _level + Stopwatch.GetElapsedTime(_at, now).TotalSeconds * burst / windowSeconds);
            _at = now;
            if (_level >= 1)
            {
                _level--;
                return null;
            }

            var wait = Math.Ceiling((1 - _level) * windowSeconds / burst * 1000 / (misleads ? 10 : 1));
            return $$"""{"code":"RATE_LIMITED","message":"Wait.","retryable":true{{(saysHowLong ? $",\"retryAfterMs\":{wait}" : "")}}}""";
        }
    }
}
