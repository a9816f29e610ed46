using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Presence;

/// <summary>
/// Whom the connections of this gateway watch. Each watched user costs his presence one gateway to tell, however many connections there watch him, and nothing
/// while he does not change but a question now and then, in case that word of a change was lost.
/// </summary>
internal sealed partial class PresenceWatches(
    IGrainFactory grains, GatewayIdentity identity, LinkScheduler scheduler, TimeProvider time, ILogger<PresenceWatches> logger) : IPresenceWatcher, IHostedService, IDisposable
{
    /// <summary>Each user is asked about once in so many turns.</summary>
    private const int Round = 10;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<UserId, WatchedUser> _watched = [];
    private IPresenceWatcher? _reference;
    private ITimer? _timer;
    private long _lastNumber;
    private int _turn;

    /// <summary>Users who are watched.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _watched.Count;
            }
        }
    }

    /// <summary>Has a connection watch these users and no others; returns what they are now, in the same order.</summary>
    public async Task<SeenPresence[]> WatchAsync(ClientConnection connection, UserId[] users)
    {
        Task<SeenPresence>[] answers;
        lock (_lock)
        {
            if (connection.IsClosed)
            {
                return [];
            }

            var wanted = users.ToHashSet();
            Release(connection, wanted);
            foreach (var user in wanted)
            {
                Find(user).Watchers.Add(connection);
            }

            answers = Array.ConvertAll(users, user => Know(_watched[user]));
        }

        return await Task.WhenAll(answers);
    }

    /// <summary>The connection has ended.</summary>
    public void Forget(ClientConnection connection)
    {
        lock (_lock)
        {
            Release(connection, []);
        }
    }

    /// <summary>Presences may have been lost: asks about all users.</summary>
    public void AskAll()
    {
        lock (_lock)
        {
            Ask([.. _watched.Values]);
        }
    }

    public Task ChangedAsync(SeenPresence seen)
    {
        Hear(seen);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => Sweep(), null, Turn, Turn);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        if (_reference is not null)
        {
            grains.DeleteObjectReference<IPresenceWatcher>(_reference);
        }

        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private IPresenceWatcher Reference => LazyInitializer.EnsureInitialized(ref _reference, () => grains.CreateObjectReference<IPresenceWatcher>(this));

    private WatchedUser Find(UserId user)
    {
        if (!_watched.TryGetValue(user, out var watched))
        {
            _watched.Add(user, watched = new WatchedUser(user));
        }

        return watched;
    }

    private Task<SeenPresence> Know(WatchedUser watched) => watched.Last is { } last ? Task.FromResult(last) : AskAsync(watched);

    private void Release(ClientConnection connection, HashSet<UserId> wanted)
    {
        foreach (var user in connection.Watched.Except(wanted))
        {
            // Whom nobody watches any more is let go by the next turn, so that a list that is sent again costs nothing.
            _watched[user].Watchers.Remove(connection);
        }

        connection.Watched = wanted;
    }

    /// <summary>Lets go of users whom nobody watches, and asks about some of the others.</summary>
    private void Sweep()
    {
        lock (_lock)
        {
            foreach (var watched in _watched.Values.Where(watched => watched.Watchers.Count == 0).ToArray())
            {
                _watched.Remove(watched.User);
                _ = scheduler.Start(() => EndAsync(watched));
            }

            _turn++;
            Ask([.. _watched.Values.Where(watched => (watched.Number + _turn) % Round == 0)]);
        }
    }

    private void Ask(WatchedUser[] users) => _ = scheduler.Start(async () =>
    {
        foreach (var watched in users)
        {
            try
            {
                Task<SeenPresence> answer;
                lock (_lock)
                {
                    answer = AskAsync(watched);
                }

                await answer;
            }
#pragma warning disable CA1031 // Who cannot be asked about now is asked about in a later turn.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogUnasked(watched.User.Value, exception);
            }
        }
    });

    /// <summary>One question about a user at a time; whoever asks meanwhile waits for the same answer. Called under the lock; the question is asked outside of it.</summary>
    private Task<SeenPresence> AskAsync(WatchedUser watched)
    {
        if (watched.Asking is { IsCompleted: false } asking)
        {
            return asking;
        }

        var number = watched.Number = ++_lastNumber;
        return watched.Asking = scheduler.Start(async () =>
        {
            var seen = await grains.GetGrain<IPresenceGrain>(watched.User.Value).WatchAsync(new WatchPresence(identity.Id, number, Reference));
            Hear(seen);
            lock (_lock)
            {
                // Word of a change that came meanwhile can be faster than the answer, and is not told to those who wait for that.
                return watched.Last ?? seen;
            }
        });
    }

    private async Task EndAsync(WatchedUser watched)
    {
        try
        {
            await grains.GetGrain<IPresenceGrain>(watched.User.Value).UnwatchAsync(identity.Id, watched.Number);
        }
#pragma warning disable CA1031 // It is told of changes that nobody here wants, until this gateway's lease ends.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnended(watched.User.Value, exception);
        }
    }

    private void Hear(SeenPresence seen)
    {
        ClientConnection[] watchers;
        lock (_lock)
        {
            if (!_watched.TryGetValue(seen.User, out var watched) || !watched.Hear(seen))
            {
                return;
            }

            watchers = [.. watched.Watchers];
        }

        // Outside of the lock, because there may be thousands: should two changes overtake each other, clients go by the version.
        var frame = FrameEncoder.Encode(PresenceWords.Of(seen));
        Array.ForEach(watchers, connection => connection.Outbox.Enqueue(frame));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The presence of {User} could not be asked about.")]
    private partial void LogUnasked(string user, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The presence of {User} could not be told that nobody here watches it any more.")]
    private partial void LogUnended(string user, Exception exception);
}
