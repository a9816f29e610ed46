using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Running;

/// <summary>Counts how members lost their connections and came back; under the recorder's lock.</summary>
internal sealed class Comebacks
{
    private readonly List<ServerLoss> _losses = [];

    /// <summary>How long members were without their room, from the end of one connection until the answer on another one.</summary>
    public LatencyHistogram Returns { get; } = new();

    /// <summary>Connections of members that ended.</summary>
    public long Drops { get; private set; }

    /// <summary>Members that went elsewhere because their server asked for it.</summary>
    public long Drained { get; private set; }

    /// <summary>Views that went on with exactly what was missed.</summary>
    public long Resumed { get; private set; }

    /// <summary>Views that were replaced by the room as it is.</summary>
    public long Snapshots { get; private set; }

    /// <summary>Rooms that were forgotten although a member wanted to resume them.</summary>
    public long Gone { get; private set; }

    /// <summary>Answers that left the outcome open, and connections that ended before an answer.</summary>
    public long Unacknowledged { get; private set; }

    /// <summary>Sends with a key that had been sent before.</summary>
    public long Repeats { get; private set; }

    /// <summary>Repeated sends whose message the room had already.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Members without a connection in their room now.</summary>
    public long Away { get; private set; }

    /// <summary>Messages that have no outcome now.</summary>
    public long Open { get; private set; }

    public void Dropped(TargetServer server, bool isSilent, long now)
    {
        Drops++;
        Away++;
        if (!isSilent)
        {
            return;
        }

        var loss = new ServerLoss(server.Address, now, now);
        var known = _losses.FindLastIndex(other => other.Is(loss));
        if (known < 0)
        {
            _losses.Add(loss);
        }
        else
        {
            _losses[known] = _losses[known] with { Until = now };
        }
    }

    public void MovedAway()
    {
        Drained++;
        Away++;
    }

    public void Returned(long afterMicroseconds, bool isResumed)
    {
        Away--;
        Returns.Record(afterMicroseconds);
        Resumed += isResumed ? 1 : 0;
        Snapshots += isResumed ? 0 : 1;
    }

    public void RoomWasGone() => Gone++;

    public void Opened() => Open++;

    public void Settled() => Open--;

    public void LeftOpen(int sends = 1) => Unacknowledged += sends;

    public void Repeated() => Repeats++;

    public void AnsweredAgain() => Duplicates++;

    /// <summary>How it stands now.</summary>
    public ComebackResult Result() => new(
        new ComebackCounts
        {
            Drops = Drops,
            Drained = Drained,
            Resumed = Resumed,
            Snapshots = Snapshots,
            Gone = Gone,
            Unacknowledged = Unacknowledged,
            Repeats = Repeats,
            Duplicates = Duplicates,
            Away = Away,
            Open = Open,
        },
        Returns.Counts(),
        [.. _losses]);
}
