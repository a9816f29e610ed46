namespace OrleansChat.Client.Sync;

/// <summary>
/// How long to wait before connecting again: a random part of a span that doubles ("full jitter"), so that the clients of a gateway that stopped do
/// not all come back in the same moment. What the server asked for is waited for first.
/// </summary>
internal sealed class ReconnectSchedule(Random random)
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A connection that stood for so long was a good one; one that ends earlier counts as another failure.</summary>
    public static readonly TimeSpan Stable = TimeSpan.FromSeconds(10);

    private int _attempt;
    private DateTimeOffset? _opened;

    public void Opened(DateTimeOffset now) => _opened = now;

    public TimeSpan Next(DateTimeOffset now, TimeSpan? retryAfter = null)
    {
        if (_opened is { } opened)
        {
            _attempt = now - opened >= Stable ? 0 : _attempt;
            _opened = null;
        }

        var span = First * Math.Pow(2, _attempt);
        if (span >= Longest)
        {
            span = Longest;
        }
        else
        {
            _attempt++;
        }

        return (retryAfter ?? TimeSpan.Zero) + (span * random.NextDouble());
    }
}
