using System.Runtime.InteropServices;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>How what a room says reaches its members here.</summary>
internal sealed partial class GatewayRoom
{
    /// <summary>How many connections are read ahead of the writes to them; some twelve cache lines each, so that they are still there when they are written to.</summary>
    private const int ReadAheadOf = 16;

    private int _readAhead;
    private RosterChanges? _roster;

    /// <summary>Tells the members who came and who went, where that still waits; returns how many frames went out.</summary>
    public int TellRoster()
    {
        lock (_lock)
        {
            _roster?.IsAwaited = false;
            return TellRosterLocked();
        }
    }

    /// <summary>Lets the members know of an event: at once, or together with those like it that are about to come.</summary>
    private Applied Tell(OrderedEvent ordered)
    {
        if (ordered is not (MemberJoined or MemberLeft) || _subscriptions.Count < largeFrom)
        {
            return new Applied(DeliveryOutcome.Kept, FanOut(ordered, Position.Of(ordered)));
        }

        _roster ??= new RosterChanges();
        _roster.Add(Position.Of(ordered), FrameEncoder.Encode(Frames.Of(ordered)));
        if (_roster.IsFull)
        {
            return new Applied(DeliveryOutcome.Kept, TellRosterLocked());
        }

        TimeSpan? within = _roster.IsAwaited ? null : RosterChanges.WaitFor(_subscriptions.Count);
        _roster.IsAwaited = true;
        return new Applied(DeliveryOutcome.Kept, TellRosterWithin: within);
    }

    private int FanOut(RoomEvent roomEvent, Position position)
    {
        var delivered = TellRosterLocked();
        var encoded = new EncodedEvent(roomEvent);
        var left = CollectionsMarshal.AsSpan(_subscriptions);
        while (left.Length > 0)
        {
            var next = left[..Math.Min(left.Length, ReadAheadOf)];
            left = left[next.Length..];
            foreach (var subscription in next)
            {
                _readAhead += subscription.ReadAhead();
            }

            foreach (var subscription in next)
            {
                if (subscription.Offer(encoded, position))
                {
                    delivered++;
                }
            }
        }

        return delivered;
    }

    /// <summary>Before anything else is told: what is told comes in the room's order.</summary>
    private int TellRosterLocked()
    {
        if (_roster is not { IsEmpty: false } roster)
        {
            return 0;
        }

        var delivered = 0;
        foreach (var subscription in _subscriptions)
        {
            delivered += subscription.Offer(roster);
        }

        roster.Clear();
        return delivered;
    }

    private int TellLate(Entry[] late)
    {
        var isNews = false;
        foreach (var entry in late)
        {
            // A full tail has no place for them, but that does not make them known.
            isNews |= !_tail.Contains(entry.Seq);
            _tail.Add(entry);
        }

        return isNews ? Tell(new GapFrame(Id.Value, late[0].Seq, late[^1].Seq), default) : 0;
    }

    private int Tell(Frame frame, Position position)
    {
        var delivered = TellRosterLocked();
        var outbound = FrameEncoder.Encode(frame);
        return delivered + _subscriptions.Count(subscription => subscription.Offer(outbound, position));
    }
}
