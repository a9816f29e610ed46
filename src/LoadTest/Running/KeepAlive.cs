using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Running;

/// <summary>Pings for connections that have nothing to say: servers drop clients that say nothing for 30 seconds.</summary>
internal sealed class KeepAlive(LoadMember[] members, RunClock clock)
{
    /// <summary>A connection that was silent for so long gets a ping.</summary>
    private const long PingAfterMicroseconds = 12_000_000;

    /// <summary>Who sends much calls much more often than is needed.</summary>
    private const long LookEveryMicroseconds = 10_000;

    /// <summary>Who calls comes at least every tenth of a second, so that all were looked at within ten seconds.</summary>
    private const int LooksOfARound = 100;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly int _atOnce = Math.Max(32, members.Length / LooksOfARound);
    private int _next;
    private long _nextLookAt;

    /// <summary>Looks at a few connections each time, so that pings are spread instead of coming in a burst.</summary>
    public void Look()
    {
        var now = clock.Microseconds;
        if (now < _nextLookAt)
        {
            return;
        }

        _nextLookAt = now + LookEveryMicroseconds;
        for (var looked = 0; looked < _atOnce; looked++)
        {
            var connection = members[_next].Connection;
            _next = (_next + 1) % members.Length;
            if (connection.IsReady && now - connection.LastSentAt > PingAfterMicroseconds)
            {
                connection.Send(HubInvocation.Ping);
            }
        }
    }

    /// <summary>Looks after the connections until something has happened.</summary>
    public async Task<T> UntilAsync<T>(Task<T> happened)
    {
        using var timer = new PeriodicTimer(Step);
        while (await Task.WhenAny(happened, timer.WaitForNextTickAsync().AsTask()) != happened)
        {
            Look();
        }

        return await happened;
    }
}
