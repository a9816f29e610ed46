using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Tests.Connections;

/// <summary>A client that follows the protocol's rules to the letter, and does not trust the server. Its calls are answered at once, so they overtake what waits.</summary>
internal sealed class ModelClient(IReadOnlyDictionary<string, ModelRoom> rooms, Action<string> forget)
{
    private readonly Dictionary<string, View> _views = rooms.Keys.ToDictionary(name => name, _ => new View());
    private string _step = SlowFrame.None;

    /// <summary>How often each type of frame came.</summary>
    public Dictionary<Type, int> Seen { get; } = [];

    public void Apply(Frame frame)
    {
        Seen[frame.GetType()] = Seen.GetValueOrDefault(frame.GetType()) + 1;
        switch (frame)
        {
            case OrderedFrame ordered:
                ApplyOrdered(ordered, _views[ordered.Room]);
                break;
            case EpochFrame epoch:
                ApplyEpoch(epoch, _views[epoch.Room]);
                break;
            case DigestFrame digest:
                Fetch(digest, _views[digest.Room]);
                break;
            case ResyncFrame resync:
                Rejoin(resync.Room);
                break;
            case TypingFrame typing:
                _views[typing.Room].Typing[typing.User.Id] = typing.On;
                break;
            case ReadFrame read:
                _views[read.Room].Read[read.User] = Math.Max(read.Seq, _views[read.Room].Read.GetValueOrDefault(read.User));
                break;
            case SlowFrame slow:
                Assert.True(
                    (_step, slow.Step) is ("none", "signals") or ("signals", "receipts") or ("signals" or "receipts", "none"), $"{slow} after {_step}.");
                _step = slow.Step;
                break;
        }
    }

    /// <summary>Joins a room anew: the answer replaces everything, and what waited of the room is no longer sent.</summary>
    public void Rejoin(string name)
    {
        var room = rooms[name];
        _views[name] = new View { Epoch = room.Epoch, Last = room.Head, Typing = _views[name].Typing, Read = new(room.Read) };
        _views[name].Messages.AddRange(room.Messages);
        forget(name);
    }

    /// <summary>Everything that was sent has come: the client must know what one knows who was never slow.</summary>
    public void AssertKnowsEverything(bool typingToo)
    {
        Assert.Equal(SlowFrame.None, _step);
        foreach (var (name, room) in rooms)
        {
            var view = _views[name];
            Assert.Equal(room.Messages, view.Messages);
            Assert.Equal((room.Epoch, room.Head), (view.Epoch, view.Last));
            Assert.Equal(room.Read.OrderBy(read => read.Key), view.Read.OrderBy(read => read.Key));
            if (typingToo)
            {
                Assert.Equal(room.Typing.OrderBy(typing => typing.Key), view.Typing.OrderBy(typing => typing.Key));
            }
        }
    }

    private static void ApplyOrdered(OrderedFrame frame, View view)
    {
        if (frame.Seq <= view.Last)
        {
            Assert.True(view.HasFetched, $"{frame} came twice.");
            return;
        }

        Assert.Equal((view.Epoch, view.Last + 1), (frame.Epoch, frame.Seq));
        view.Last = frame.Seq;
        if (frame is MessageFrame)
        {
            view.Messages.Add(frame.Seq);
        }
    }

    private static void ApplyEpoch(EpochFrame frame, View view)
    {
        Assert.True(frame.Epoch >= view.Epoch, $"{frame} is older than epoch {view.Epoch}.");
        foreach (var message in frame.Messages)
        {
            if (message.Seq > view.Last)
            {
                Assert.Equal(view.Last + 1, message.Seq);
                view.Messages.Add(message.Seq);
                view.Last = message.Seq;
            }
        }

        view.Epoch = frame.Epoch;
        view.Last = Math.Max(view.Last, frame.Head);
    }

    private void Fetch(DigestFrame digest, View view)
    {
        var room = rooms[digest.Room];
        Assert.True(digest.Epoch <= room.Epoch && digest.Head <= room.Head && digest.Count > 0, $"{digest} says what is not.");
        Assert.True(digest.Epoch == view.Epoch || view.HasFetched, $"{digest} tells of an epoch that the client was not told of.");
        Assert.True(digest.Count == digest.Head - view.Last || view.HasFetched, $"{digest} does not begin after {view.Last}.");
        view.Messages.AddRange(room.Messages.Where(seq => seq > view.Last));
        view.Last = room.Head;
        view.HasFetched = true;
    }

    private sealed class View
    {
        public long Epoch { get; set; } = 1;

        public long Last { get; set; }

        /// <summary>What was fetched overtook frames that waited; those then come a second time.</summary>
        public bool HasFetched { get; set; }

        public List<long> Messages { get; } = [];

        public Dictionary<string, long> Read { get; init; } = [];

        public Dictionary<string, bool> Typing { get; init; } = [];
    }
}
