using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Gateways;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// Tells the gateways what a room decides, and sees to it that some process beside the room's own holds what is acknowledged: a gateway with members
/// elsewhere, or, where there is none, another gateway that is asked to keep a replica.
/// </summary>
internal sealed class RoomReplicas(RoomId id, GatewayLinks links, GatewayDirectory directory, GatewayHoldings holdings, TimeSpan timeout, TimeProvider time)
{
    /// <summary>How many gateways are tried for a replica, one after the other.</summary>
    private const int Candidates = 3;

    /// <summary>Beyond this many, those whose messages the ring has let go are looked for: nobody asks for them any more.</summary>
    private const int MostUnconfirmed = 256;

    // Most rooms never need the first four, and there may be a million rooms: each is made when it is needed.
    private Dictionary<long, Confirmation>? _unconfirmed;
    private HashSet<GatewayId>? _holding;
    private HashSet<GatewayId>? _leftWith;
    private Dictionary<GatewayId, (long Losses, long DoubtfulUpTo)>? _elsewhere;
    private GatewayId[] _told = [];
    private GatewayId? _standby;
    private int _toldChanges;

    /// <summary>Whether a gateway knows a newer activation: this one must end.</summary>
    public bool IsFenced { get; private set; }

    /// <summary>A gateway said in its offer that it holds messages of this room without having members there.</summary>
    public void FoundAt(GatewayId gateway) => (_holding ??= []).Add(gateway);

    /// <summary>Tells one gateway where the room stands.</summary>
    public void Tell(GatewayId gateway, RoomEvent roomEvent) => Note(links.Send(gateway, roomEvent));

    /// <summary>Sends what a turn has decided to the gateways that have members, and keeps the replica where it belongs.</summary>
    public void Tell(Room room)
    {
        NoteGateways(room);
        KeepReplica(room);
        var pending = room.Pending;
        for (var i = 0; i < pending.Count; i++)
        {
            Tell(room, pending[i]);
        }

        if (room.IsForgotten)
        {
            Forget(room.Epoch);
        }
    }

    /// <summary>
    /// Leaves the room with several gateways where no gateway in another process is known to hold it, or not all that was said is known to be held by one: the
    /// one replica may be with a gateway that is gone.
    /// </summary>
    public void Spread(Room room)
    {
        if ((_unconfirmed is { Count: > 0 } || !IsHeldElsewhere(room)) && room.Tail is { Length: > 0 } tail)
        {
            var replica = Replica(room, tail, room.WholeFrom);
            foreach (var gateway in directory.ReplicasFor(id).Take(Candidates).Where((_leftWith ??= []).Add))
            {
                LeaveWith(gateway, replica);
            }
        }
    }

    /// <summary>A gateway with members says that it stands here: it has everything up to there.</summary>
    public void Stands(GatewayId gateway, long seq)
    {
        if (_elsewhere?.TryGetValue(gateway, out var known) == true && seq >= known.DoubtfulUpTo)
        {
            _elsewhere[gateway] = known with { DoubtfulUpTo = 0 };
        }
    }

    /// <summary>Whether an answer must wait until another process holds the message.</summary>
    public bool IsUnconfirmed(long seq) => _unconfirmed?.ContainsKey(seq) == true;

    /// <summary>Waits until another process holds the message; false where every attempt has failed, or time has run out.</summary>
    public async Task<bool> ConfirmAsync(Room room, long seq)
    {
        var until = time.GetTimestamp() + (long)(timeout.TotalSeconds * time.TimestampFrequency);
        var tried = 0;
        while (!IsFenced && _unconfirmed?.GetValueOrDefault(seq) is { } confirmation)
        {
            if (seq <= room.WholeFrom || !room.Holds(seq))
            {
                // The ring has let go of it, so no recovery would bring it back: it is as safe as everything that old, or as the change that replaced it.
                _unconfirmed?.Remove(seq);
                return true;
            }

            var left = time.GetElapsedTime(time.GetTimestamp(), until);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            try
            {
                var isHeld = await confirmation.Held.WaitAsync(left, time);
                IsFenced |= confirmation.IsFenced;
                if (IsFenced)
                {
                    // A gateway that came after the newer activation may have kept the message all the same.
                    return false;
                }

                if (isHeld)
                {
                    _unconfirmed?.Remove(seq);
                    return true;
                }
            }
            catch (TimeoutException)
            {
                return false;
            }

            if (_unconfirmed?.GetValueOrDefault(seq) == confirmation && !AskAnother(room, seq, tried++))
            {
                return false;
            }
        }

        return !IsFenced;
    }

    /// <summary>This activation ends: gateways that go later are not its concern.</summary>
    public void Release()
    {
        foreach (var gateway in _told)
        {
            holdings.Remove(gateway, id);
        }

        _told = [];
    }

    /// <summary>Completes when what was told so far has arrived or was given up.</summary>
    public Task FlushAsync(Room room) => links.FlushAsync(room.Gateways.Concat(_holding ?? []));

    private void Tell(Room room, RoomEvent roomEvent)
    {
        var confirmation = roomEvent is Entry && NeedsSecondProcess(room) ? new Confirmation() : null;
        foreach (var gateway in room.Gateways)
        {
            Note(links.Send(gateway, roomEvent, directory.IsGone(gateway) ? null : confirmation));
        }

        if (roomEvent is not Entry entry || confirmation is null)
        {
            return;
        }

        _unconfirmed ??= [];
        if (_unconfirmed.Count >= MostUnconfirmed)
        {
            ForgetEvicted(_unconfirmed, room.WholeFrom);
        }

        _unconfirmed[entry.Seq] = confirmation;
        if (_standby is { } standby)
        {
            links.Send(standby, Replica(room, [entry], entry.Seq - 1), confirmation);
        }

        confirmation.AllAsked();
    }

    /// <summary>Finds a gateway for the replica where no member's gateway in another process holds the room, and lets it go where one does.</summary>
    private void KeepReplica(Room room)
    {
        if (_standby is null && !directory.KnowsOthers)
        {
            return;
        }

        if (room.IsForgotten || IsHeldElsewhere(room))
        {
            if (_standby is { } former)
            {
                links.Send(former, new RoomForgotten { Room = id, Epoch = room.Epoch });
                _standby = null;
            }

            return;
        }

        if (_standby is { } current && !directory.Known.Contains(current))
        {
            _standby = null;
        }
        else if (_standby is { } answering && !links.IsStalled(answering))
        {
            return;
        }

        if (room.Tail is { Length: > 0 } tail && BestReplica() is { } best && best != _standby)
        {
            _standby = best;
            LeaveWith(best, Replica(room, tail, room.WholeFrom));
        }
    }

    /// <summary>The first of those whose turn it is that answers, else the first.</summary>
    private GatewayId? BestReplica()
    {
        GatewayId? first = null;
        foreach (var gateway in directory.ReplicasFor(id).Take(Candidates))
        {
            if (!links.IsStalled(gateway))
            {
                return gateway;
            }

            first ??= gateway;
        }

        return first;
    }

    /// <summary>Tells the replica that the room still lives, with all that it should hold: it lets go of rooms of which it hears nothing.</summary>
    public void Renew(Room room)
    {
        if (_standby is { } standby)
        {
            links.Send(standby, Replica(room, room.Tail, room.WholeFrom));
        }
    }

    /// <summary>Gives a gateway what it is to hold without having members; it is told when the room is forgotten.</summary>
    private void LeaveWith(GatewayId gateway, ReplicaKept replica, Confirmation? confirmation = null)
    {
        (_holding ??= []).Add(gateway);
        links.Send(gateway, replica, confirmation);
    }

    private bool NeedsSecondProcess(Room room) => !directory.IsAlone || HasMembersElsewhere(room);

    private bool HasMembersElsewhere(Room room)
    {
        foreach (var gateway in room.Gateways)
        {
            if (IsElsewhere(gateway))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a gateway in another process is known to hold the room: one whose answer was lost on its way has members here and nothing there.</summary>
    private bool IsHeldElsewhere(Room room)
    {
        foreach (var gateway in room.Gateways)
        {
            if (IsElsewhere(gateway) && room.IsHolder(gateway) && HasEverything(gateway, room))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether nothing that was said to a gateway was given up, or lies about for long, since it stood where the room stood.</summary>
    private bool HasEverything(GatewayId gateway, Room room)
    {
        var known = (_elsewhere ??= []).GetValueOrDefault(gateway);
        var losses = links.LossesOf(gateway);
        if (known.Losses != losses)
        {
            _elsewhere[gateway] = known = (losses, room.Head);
        }

        return known.DoubtfulUpTo == 0 && !links.IsStalled(gateway);
    }

    private bool IsElsewhere(GatewayId gateway) => !links.IsLocal(gateway) && !directory.IsGone(gateway);

    private bool AskAnother(Room room, long seq, int tried)
    {
        var others = directory.ReplicasFor(id).Take(Candidates).ToArray();
        if (!room.Holds(seq) || tried >= others.Length)
        {
            return false;
        }

        var confirmation = new Confirmation();
        (_unconfirmed ??= [])[seq] = confirmation;
        LeaveWith(others[tried], Replica(room, room.Tail, room.WholeFrom), confirmation);
        confirmation.AllAsked();
        return true;
    }

    /// <summary>The room is empty: nobody may find anything of it any more.</summary>
    private void Forget(long epoch)
    {
        foreach (var gateway in (_holding ?? []).OrderBy(gateway => gateway.Value, StringComparer.Ordinal))
        {
            links.Send(gateway, new RoomForgotten { Room = id, Epoch = epoch });
        }

        (_holding, _unconfirmed, _standby) = (null, null, null);
    }

    private static void ForgetEvicted(Dictionary<long, Confirmation> unconfirmed, long upTo)
    {
        foreach (var seq in unconfirmed.Keys.Where(seq => seq <= upTo).ToArray())
        {
            unconfirmed.Remove(seq);
        }
    }

    private void NoteGateways(Room room)
    {
        if (_toldChanges == room.GatewayChanges)
        {
            return;
        }

        _toldChanges = room.GatewayChanges;
        foreach (var gone in _told.Except(room.Gateways))
        {
            holdings.Remove(gone, id);
            _elsewhere?.Remove(gone);
        }

        foreach (var come in room.Gateways.Except(_told))
        {
            holdings.Add(come, id);
            if (!links.IsLocal(come))
            {
                (_elsewhere ??= [])[come] = (links.LossesOf(come), DoubtfulUpTo: 0);
            }
        }

        _told = [.. room.Gateways];
    }

    private void Note(DeliveryOutcome outcome) => IsFenced |= outcome == DeliveryOutcome.Fenced;

    private ReplicaKept Replica(Room room, Entry[] entries, long wholeFrom) => new()
    {
        Room = id, Epoch = room.Epoch, Entries = entries, WholeFrom = wholeFrom, Clock = room.Clock, Founder = room.Founder,
    };
}
