using OrleansChat.Client.Sync;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Tests.Sync;

/// <summary>
/// Between a <see cref="ReferenceRoom"/> and a view: one connection, for a while two, whose frames are dropped, doubled, reordered, left out for a
/// digest, cut off and resumed, while the room is activated anew; and a reader who knows of the room only what the view tells him.
/// </summary>
internal sealed class FaultyWires
{
    private const int Kept = 30;

    private readonly Random _random;
    private readonly ReferenceRoom _room;
    private readonly RoomView _view = new("R", new RoomViewLimits { Messages = Kept, Held = 8 });

    // What is on its way over each connection: frames, and answers as the act of applying them.
    private readonly List<List<object>> _wires = [[]];
    private readonly SortedList<long, MessageFrame> _told = [];
    private readonly List<GapFrame> _gaps = [];
    private List<object>? _asking;
    private DateTimeOffset _now = Frames.Start;

    public FaultyWires(int seed)
    {
        _random = new Random(seed);
        _room = new ReferenceRoom(_random);
    }

    public Dictionary<string, int> Faults { get; } = [];

    public void Step()
    {
        switch (_random.Next(40))
        {
            case < 14:
                Push(_room.Happen());
                break;
            case < 28:
                Deliver(AnyWire());
                break;
            case < 32:
                Ask();
                break;
            case < 34:
                _now += TimeSpan.FromMilliseconds(_random.Next(400));
                break;
            case 34:
                Spoil(AnyWire());
                break;
            case 35:
                Reactivate();
                break;
            case 36:
                Digest(AnyWire());
                break;
            case 37:
                Resync(AnyWire());
                break;
            case 38:
                Reconnect();
                break;
            default:
                HandOver();
                break;
        }
    }

    /// <summary>Without further faults, the view must come to equal the room.</summary>
    public void Settle()
    {
        Push(_room.Say());
        for (var round = 0; round < 100; round++)
        {
            foreach (var wire in _wires)
            {
                while (Deliver(wire))
                {
                }
            }

            if (_view.Need is not { } need)
            {
                break;
            }

            _now = need.At > _now ? need.At : _now;
            Ask();
        }
    }

    public void AssertEqual()
    {
        Assert.Null(_view.Need);
        Assert.Equal((_room.Epoch, _room.Head), (_view.Epoch, _view.Head));
        Assert.Equal(Numbers(_room.Log.TakeLast(Math.Min(_room.Log.Count, Kept))), Numbers(_view.Messages));
        Assert.Equal(Numbers(_view.Messages), Numbers(_told.Values.TakeLast(_view.Messages.Count)));
        Assert.Equal(_room.Members, _view.Members);
        Assert.Equal(_room.Members.Count, _view.MemberCount);
    }

    private static string Numbers(IEnumerable<MessageFrame> messages) => string.Join(' ', messages.Select(message => message.Seq));

    private List<object> AnyWire() => _wires[_random.Next(_wires.Count)];

    private void Push(Frame frame) => _wires.ForEach(wire => wire.Add(frame));

    private bool Deliver(List<object> wire)
    {
        if (wire.Count == 0)
        {
            return false;
        }

        var first = wire[0];
        wire.RemoveAt(0);
        Tell(first is RoomFrame frame ? _view.Apply(frame, _now) : ((Func<IReadOnlyList<RoomChange>>)first)());
        return true;
    }

    private void Tell(IReadOnlyList<RoomChange> changes)
    {
        foreach (var change in changes)
        {
            switch (change)
            {
                case RoomReplaced:
                    _told.Clear();
                    break;
                case MessageAdded added:
                    // Throws where the same message is told twice.
                    Assert.Equal(added.Late, _told.Count > 0 && added.Message.Seq < _told.GetKeyAtIndex(_told.Count - 1));
                    _told.Add(added.Message.Seq, added.Message);
                    break;
                default:
                    break;
            }
        }

        if (changes.Any(change => change is RoomReplaced))
        {
            foreach (var message in _view.Messages)
            {
                _told[message.Seq] = message;
            }
        }
    }

    private void Ask()
    {
        // Answers and frames share a connection, the newest one.
        var wire = _wires[^1];
        if (_asking is not null || _view.Need is not { } need || need.At > _now)
        {
            return;
        }

        _asking = wire;
        _view.Asked(need);
        switch (need.Call)
        {
            case RoomCall.Join:
                var joined = _room.Join();
                Answer(wire, () => _view.Apply(joined, _now));
                break;
            case RoomCall.Members:
                var members = _room.ListMembers();
                Answer(wire, () => _view.Apply(members));
                break;
            case var _ when _random.Next(10) == 0:
                Answer(wire, () => _view.Refused(need, Frames.Error(ChatErrorCode.Unavailable, true), _now));
                break;
            default:
                var page = _room.Fetch(need);
                Answer(wire, () => page is null ? _view.Refused(need, Frames.Error(ChatErrorCode.RangeEvicted), _now) : _view.Apply(page, need, _now));
                break;
        }
    }

    private void Answer(List<object> wire, Func<IReadOnlyList<RoomChange>> apply) => wire.Add(() =>
    {
        _asking = null;
        return apply();
    });

    private void Spoil(List<object> wire)
    {
        // A higher number behind it shows that one is missing; connections lose nothing by themselves.
        var place = wire.FindIndex(item => item is OrderedFrame);
        if (place < 0 || place + 1 >= wire.Count || wire[place] is not OrderedFrame first || wire[place + 1] is not OrderedFrame second || second.Seq < first.Seq)
        {
            return;
        }

        switch (_random.Next(3))
        {
            case 0:
                Count("drop");
                wire.RemoveAt(place);
                break;
            case 1:
                Count("double");
                wire.Insert(place + 1, wire[place]);
                break;
            default:
                Count("swap");
                (wire[place], wire[place + 1]) = (wire[place + 1], wire[place]);
                break;
        }
    }

    /// <summary>A silo is lost, and with it, before they were shown, some messages; others kept them.</summary>
    private void Reactivate()
    {
        List<MessageFrame> unshown = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => _room.Say())];
        var isLate = unshown.Count > 0 && _random.Next(3) == 0;
        var (epoch, members) = _room.Reactivate(isLate ? [] : unshown);
        Count(isLate ? "gap" : "epoch");
        Push(epoch);
        Push(members);
        if (isLate)
        {
            Push(_room.Say());
            _gaps.Add(new GapFrame("R", unshown[0].Seq, unshown[^1].Seq));
            Push(_gaps[^1]);
        }
    }

    /// <summary>The frames that wait at the end of a connection are left out.</summary>
    private void Digest(List<object> wire)
    {
        var place = wire.FindLastIndex(item => item is not OrderedFrame) + 1;
        if (place < wire.Count)
        {
            Count("digest");
            var left = wire[place..];
            wire.RemoveRange(place, left.Count);
            wire.Add(new DigestFrame("R", _room.Epoch, _room.Head, left.Count));
        }
    }

    private void Resync(List<object> wire)
    {
        Count("resync");
        wire.RemoveAll(item => item is RoomFrame);
        wire.Add(new ResyncFrame("R", "slow"));
    }

    /// <summary>All connections are lost, with all that was on its way.</summary>
    private void Reconnect()
    {
        Count("reconnect");
        _wires.Clear();
        _wires.Add([]);
        _asking = null;
        Greet(_wires[0]);
    }

    /// <summary>A second connection resumes, while the first still brings what was on its way; or the first one ends.</summary>
    private void HandOver()
    {
        if (_wires.Count == 2)
        {
            _asking = _asking == _wires[0] ? null : _asking;
            _wires.RemoveAt(0);
        }
        else if (_view.Position is not null)
        {
            Count("hand-over");
            _wires.Add([]);
            Greet(_wires[1]);
        }
    }

    private void Greet(List<object> wire)
    {
        if (_view.Position is { } position)
        {
            var outcome = _room.Resume(position);
            wire.Add(() => _view.Apply(outcome, _now));

            // Whether the connection before had brought them nobody knows.
            wire.AddRange(_gaps);
        }
    }

    private void Count(string fault) => Faults[fault] = Faults.GetValueOrDefault(fault) + 1;
}
