namespace OrleansChat.LoadTest.Connections;

/// <summary>How long a member waits before it connects again: a random part of a span that doubles, as the chat's own clients do.</summary>
internal sealed class ReturnSchedule(Random random)
{
    private const double FirstMicroseconds = 500_000;

    // Clients double up to half a minute. What is measured here is the server, and it shall not wait for whom it could have back.
    private const double LongestMicroseconds = 2_000_000;

    private int _attempt;

    public void Succeeded() => _attempt = 0;

    public long Next(long atLeastMicroseconds = 0) =>
        atLeastMicroseconds + (long)(random.NextDouble() * Math.Min(LongestMicroseconds, FirstMicroseconds * Math.Pow(2, Math.Min(_attempt++, 8))));
}
