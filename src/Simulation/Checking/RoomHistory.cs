using System.Globalization;
using System.Text;
using OrleansChat.Contracts;
using OrleansChat.History;
using OrleansChat.Simulation.Clients;

namespace OrleansChat.Simulation.Checking;

/// <summary>
/// Tells the checker of one room what clients do and see there, in its terms: users and keys are numbers, bodies say whose they are. Lists of members are not
/// told: a connection that died in silence keeps its user in them for a while, by design, and whether all are right in the end is looked at then.
/// </summary>
internal sealed class RoomHistory(string room, Findings findings, Action<Findings> onFound)
{
    private const string Greeting = "hello";

    private readonly RoomChecker _checker = new(room, findings);
    private Position _highest;

    /// <summary>What a user says: the key is the author's alone, so the body says it to all.</summary>
    public static PendingSend Say(string room, int user, long number) =>
        new(number, string.Create(CultureInfo.InvariantCulture, $"{user}-{number}"), string.Create(CultureInfo.InvariantCulture, $"{user}-{number} {room} {Greeting}"));

    public void Joining(SimulatedClient client) => Tell(() => _checker.Joining(client.Number, client.UserNumber));

    public void Joined(SimulatedClient client, Joined joined) =>
        Tell(() => _checker.Joined(client.Number, client.UserNumber, Reach(joined.Epoch, joined.Head), joined.Clock, Judged(client, joined.Messages)));

    public void Resumed(SimulatedClient client, Joined joined) =>
        Tell(() => _checker.Resumed(client.Number, Reach(joined.Epoch, joined.Head), joined.Clock, Judged(client, joined.Messages)));

    public void NotJoined(SimulatedClient client) => Tell(() => _checker.NotJoined(client.Number));

    public void Left(SimulatedClient client) => Tell(() => _checker.Left(client.Number));

    public void Gone(SimulatedClient client, bool forGood) => Tell(() => _checker.Gone(client.Number, forGood));

    public void Invoked(SimulatedClient client, PendingSend send) =>
        Tell(() => _checker.Invoked(client.Number, client.UserNumber, send.Number, Hash(send.Body)));

    public void Acknowledged(SimulatedClient client, PendingSend send, Ack ack) => Tell(() => _checker.Acknowledged(
        client.Number, send.Number, new Acknowledgement(Reach(ack.Epoch, ack.Seq), ack.Clock, Hash(ack.Id), ack.Duplicate)));

    public void Refused(SimulatedClient client, PendingSend send, string code) => Tell(() => _checker.Refused(client.Number, send.Number, code));

    public void Unknown(SimulatedClient client, PendingSend send) => Tell(() => _checker.Unknown(client.Number, send.Number));

    public void Delivered(SimulatedClient client, OrderedFrame frame) => Tell(() => _checker.Delivered(client.Number, Judged(client, frame)));

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
        var parts = message.Body.Split(' ', '-');
        if (parts is not [var user, var number, var place, Greeting] || place != room || $"user{user}" != message.From.Id)
        {
            _checker.Foreign(client.Number, $"{message}");
            return new Delivery(position, message.Clock, EntryContent.Message, Hash(message.Id));
        }

        return new Delivery(
            position,
            message.Clock,
            EntryContent.Message,
            Hash(message.Id),
            long.Parse(number, CultureInfo.InvariantCulture),
            int.Parse(user, CultureInfo.InvariantCulture),
            Hash(message.Body));
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
