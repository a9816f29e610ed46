using System.Globalization;
using System.Text;
using OrleansChat.Contracts;
using OrleansChat.History;
using OrleansChat.Simulation.Clients;

namespace OrleansChat.Simulation.Checking;

/// <summary>
/// Tells the checker of one room what clients do and see there, in its terms: users and keys are numbers, bodies say whose they are. Lists of members are not
/// told: a connection that died in silence keeps its user in them for a while, by design, and whether all are right in the end is looked at then. A text says which message it is of,
/// also when it was edited; whose a deleted one was is remembered.
/// </summary>
internal sealed class RoomHistory(string room, Findings findings, Action<Findings> onFound)
{
    private const string Greeting = "hello";

    private readonly RoomChecker _checker = new(room, findings);
    private readonly Dictionary<long, long> _numbers = [];
    private Position _highest;

    /// <summary>The key of the thing with this number that a user says or does.</summary>
    public static string KeyOf(int user, long number) => string.Create(CultureInfo.InvariantCulture, $"{user}-{number}");

    /// <summary>What a user says: the key is the author's alone, so the body says it to all.</summary>
    public static PendingSend Say(string room, int user, long number) => new(number, KeyOf(user, number), $"{KeyOf(user, number)} {room} {Greeting}");

    /// <summary>Another text for a message, unlike all others; it says whose edit it is.</summary>
    public static string Reword(string body, string key)
    {
        var greeting = body.IndexOf(Greeting, StringComparison.Ordinal);
        return $"{body.AsSpan(0, greeting)}{Greeting} {key}";
    }

    public void Joining(SimulatedClient client) => Tell(() => _checker.Joining(client.Number, client.UserNumber));

    public void Joined(SimulatedClient client, Joined joined) =>
        Tell(() => _checker.Joined(client.Number, client.UserNumber, Reach(joined.Epoch, joined.Head), joined.Clock, Judged(client, joined.Messages)));

    public void Resumed(SimulatedClient client, Joined joined) =>
        Tell(() => _checker.Resumed(client.Number, Reach(joined.Epoch, joined.Head), joined.Clock, Judged(client, joined.Messages)));

    public void NotJoined(SimulatedClient client) => Tell(() => _checker.NotJoined(client.Number));

    public void Left(SimulatedClient client) => Tell(() => _checker.Left(client.Number));

    public void Gone(SimulatedClient client, bool forGood) => Tell(() => _checker.Gone(client.Number, forGood));

    public void Invoked(SimulatedClient client, Pending pending) => Tell(() =>
    {
        if (pending is PendingSend send)
        {
            _checker.Invoked(client.Number, client.UserNumber, send.Number, Hash(send.Body));
        }
        else
        {
            _checker.Changes.Invoked(client.Number, client.UserNumber, pending.Number, ChangeOf(client.UserNumber, ((PendingChange)pending).Request));
        }
    });

    public void Acknowledged(SimulatedClient client, Pending pending, Ack ack) => Tell(() =>
    {
        var acknowledgement = new Acknowledgement(Reach(ack.Epoch, ack.Seq), ack.Clock, Hash(ack.Id), ack.Duplicate);
        if (pending is PendingSend)
        {
            _numbers[ack.Seq] = pending.Number;
            _checker.Acknowledged(client.Number, pending.Number, acknowledgement);
        }
        else
        {
            _checker.Changes.Acknowledged(client.Number, pending.Number, acknowledgement);
        }
    });

    public void Refused(SimulatedClient client, Pending pending, string code) => Tell(() =>
    {
        if (pending is PendingSend)
        {
            _checker.Refused(client.Number, pending.Number, code);
        }
        else
        {
            _checker.Changes.Refused(client.Number, pending.Number, code);
        }
    });

    public void Delivered(SimulatedClient client, OrderedFrame frame) => Tell(() =>
    {
        if (ChangeOf(frame) is { } change)
        {
            _checker.Changed(client.Number, Reach(frame.Epoch, frame.Seq), frame.Clock, change);
        }
        else
        {
            _checker.Delivered(client.Number, Judged(client, frame));
        }
    });

    /// <summary>What messages look like to a client to which something was done.</summary>
    public void Shows(SimulatedClient client, IRoomView view) => Tell(() => _checker.Changes.Shows(
        client.Number, view.Position.Seq, view.Messages.Values.Where(message => message.Rev is not null || _checker.Changes.Knows(message.Seq)).Select(Shown)));

    /// <summary>What messages look like to a client once the world has been whole for a while.</summary>
    public void ShowsInTheEnd(SimulatedClient client, IRoomView view, int messages) => Tell(() => _checker.Changes.ShowsInTheEnd(
        client.Number, view.Position.Seq, view.Messages.Values.Skip(view.Messages.Count - messages).Select(Shown)));

    public void EpochTold(SimulatedClient client, EpochFrame epoch) =>
        Tell(() => _checker.EpochTold(client.Number, epoch.Epoch, epoch.Head, epoch.Recovered, Judged(client, epoch.Messages)));

    public void GapTold(SimulatedClient client, GapFrame gap) => Tell(() => _checker.GapTold(client.Number, gap.From, gap.To));

    public void DigestTold(SimulatedClient client, DigestFrame digest) =>
        Tell(() => _checker.DigestTold(client.Number, digest.Epoch, digest.Head, digest.Count));

    /// <summary>The client got all messages from one number to another.</summary>
    public void Fetched(SimulatedClient client, long from, long to, IReadOnlyList<MessageFrame> messages) =>
        Tell(() => _checker.Fetched(client.Number, from, to, Judged(client, messages)));

    public void Emptied() => Tell(() => _checker.Emptied(_highest));

    public void Finish() => Tell(_checker.Finish);

    private static ShownMessage Shown(MessageFrame message) => new(
        message.Seq,
        message.Body.Length == 0 ? 0 : Hash(message.Body),
        message.Version ?? 0,
        message.Deleted is true,
        message.Pinned is true,
        [.. (message.Reactions ?? []).Select(reaction => new ShownReaction(Hash(reaction.Emoji), reaction.Count, reaction.Own))],
        message.Rev ?? 0);

    private static MessageChange ChangeOf(int user, ChangeRequest request) => request switch
    {
        EditRequest edit => new(ChangeKind.Edited, SeqOf(edit.Target), user, Hash(edit.Body)),
        DeleteRequest delete => new(ChangeKind.Deleted, SeqOf(delete.Target), user),
        ReactRequest react => new(react.On ? ChangeKind.Reacted : ChangeKind.Unreacted, SeqOf(react.Target), user, Hash(react.Emoji)),
        PinRequest pin => new(pin.On ? ChangeKind.Pinned : ChangeKind.Unpinned, SeqOf(pin.Target), user),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request, "No such change is made."),
    };

    private static MessageChange? ChangeOf(OrderedFrame frame) => frame switch
    {
        EditedFrame edited => new(ChangeKind.Edited, SeqOf(edited.Target), SimulatedClient.NumberOf(edited.By.Id), Hash(edited.Body)),
        DeletedFrame deleted => new(ChangeKind.Deleted, SeqOf(deleted.Target), SimulatedClient.NumberOf(deleted.By.Id)),
        ReactionFrame reaction => new(
            reaction.On ? ChangeKind.Reacted : ChangeKind.Unreacted, SeqOf(reaction.Target), SimulatedClient.NumberOf(reaction.By.Id), Hash(reaction.Emoji)),
        PinFrame pin => new(pin.On ? ChangeKind.Pinned : ChangeKind.Unpinned, SeqOf(pin.Target), SimulatedClient.NumberOf(pin.By.Id)),
        _ => null,
    };

    private static long SeqOf(string id) => long.Parse(id.AsSpan(id.IndexOf('-', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    private static ulong Hash(string text) => Fingerprint.Of(Encoding.UTF8.GetBytes(text));

    private Delivery[] Judged(SimulatedClient client, IReadOnlyList<MessageFrame> messages) => [.. messages.Select(message => Judged(client, message))];

    private Delivery Judged(SimulatedClient client, OrderedFrame frame)
    {
        var position = Reach(frame.Epoch, frame.Seq);
        return frame switch
        {
            MessageFrame message => Judged(client, message, position),
            JoinedFrame joined => new Delivery(position, frame.Clock, EntryContent.Arrival, User: SimulatedClient.NumberOf(joined.Member.Id)),
            _ => new Delivery(position, frame.Clock, EntryContent.Event),
        };
    }

    private Delivery Judged(SimulatedClient client, MessageFrame message, Position position)
    {
        if (message.Deleted is true && _numbers.TryGetValue(message.Seq, out var deleted))
        {
            return new Delivery(position, message.Clock, EntryContent.Message, Hash(message.Id), deleted, SimulatedClient.NumberOf(message.From.Id));
        }

        var parts = message.Body.Split(' ', '-');
        if (parts is not [var user, var text, var place, Greeting, ..] || place != room || $"user{user}" != message.From.Id)
        {
            _checker.Foreign(client.Number, $"{message}");
            return new Delivery(position, message.Clock, EntryContent.Message, Hash(message.Id));
        }

        var number = _numbers[message.Seq] = long.Parse(text, CultureInfo.InvariantCulture);
        return new Delivery(
            position, message.Clock, EntryContent.Message, Hash(message.Id), number, SimulatedClient.NumberOf(message.From.Id), message.Version is null ? Hash(message.Body) : 0);
    }

    private Position Reach(long epoch, long seq)
    {
        var position = new Position(epoch, seq);
        _highest = position > _highest ? position : _highest;
        return position;
    }

    private void Tell(Action tell)
    {
        var before = findings.Total;
        tell();
        if (findings.Total != before)
        {
            onFound(findings);
        }
    }
}
