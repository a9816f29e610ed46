using System.Text.Json;

namespace OrleansChat.LoadTest.Tests.Fakes;

/// <summary>A correct room, but for the one fault that it was told to make.</summary>
internal sealed class FakeRoom(string code, Fault fault)
{
    /// <summary>By the number in its body: in what order messages of several users arrive is up to the machine.</summary>
    private const string FaultyMessage = "5";

    private readonly Lock _gate = new();
    private readonly List<FakeConnection> _members = [];
    private readonly List<(long Seq, string Message)> _messages = [];
    private readonly Dictionary<string, (long Seq, long Clock)> _taken = [];
    private string? _heldBack;
    private long _seq;
    private long _clock;

    public void Join(FakeConnection member, string invocationId)
    {
        lock (_gate)
        {
            _seq++;
            _clock++;
            var joined = $$$"""{"type":1,"target":"Deliver","arguments":[[{"type":"joined","room":"{{{code}}}","epoch":1,"seq":{{{_seq}}},"clock":{{{_clock}}},"at":0,"member":{"id":"{{{member.User}}}","name":"n","role":"member"},"memberCount":{{{_members.Count + 1}}}}]]}""";
            foreach (var other in _members)
            {
                other.Write(joined);
            }

            _members.Add(member);
            member.Write($$$"""{"type":3,"invocationId":"{{{invocationId}}}","result":{"ok":true,"room":"{{{code}}}","epoch":1,"head":{{{_seq}}},"clock":{{{_clock}}},"me":{"id":"x","name":"n","role":"member"},"members":[],"memberCount":1,"messages":[],"read":[]}}""");
        }
    }

    public void Resume(FakeConnection member, string invocationId, long after)
    {
        lock (_gate)
        {
            _members[_members.FindIndex(known => known.User == member.User)] = member;
            var missed = fault == Fault.ResumeForgets ? [] : _messages.Where(message => message.Seq > after).Select(message => message.Message);
            member.Write($$$"""{"type":3,"invocationId":"{{{invocationId}}}","result":{"ok":true,"serverTime":0,"rooms":[{"room":"{{{code}}}","outcome":"resumed","joined":{"room":"{{{code}}}","epoch":1,"head":{{{_seq}}},"clock":{{{_clock}}},"members":[],"memberCount":1,"messages":[{{{string.Join(',', missed)}}}],"read":[]}}]}}""");
        }
    }

    public void Send(FakeConnection sender, string invocationId, string body)
    {
        lock (_gate)
        {
            if (_taken.TryGetValue(body, out var taken))
            {
                sender.Write(Acknowledgement(invocationId, taken.Seq, taken.Clock, isDuplicate: true));
                return;
            }

            var isFaulty = body.Split(';')[3] == FaultyMessage;
            _seq++;
            _clock += isFaulty && fault == Fault.ClockStandsStill ? 0 : 1;
            _taken.Add(body, (_seq, _clock));
            _messages.Add((_seq, Message(code, 1, _seq, $"id-{_seq}", body)));
            if (!isFaulty || fault != Fault.LostAcknowledgement)
            {
                Answer(sender, invocationId, isFaulty);
            }

            var frame = Frame(code, 1, _seq, $"id-{_seq}", body);
            for (var member = 0; member < _members.Count; member++)
            {
                var isVictim = member == _members.Count - 1;
                Deliver(_members[member], frame, body, isFaulty && isVictim);
            }
        }
    }

    private void Answer(FakeConnection sender, string invocationId, bool isFaulty) => sender.Write(isFaulty && fault == Fault.RefusedButDelivered
        ? $$$$"""{"type":3,"invocationId":"{{{{invocationId}}}}","result":{"ok":false,"error":{"code":"RATE_LIMITED","message":"Wait.","retryable":true}}}"""
        : Acknowledgement(invocationId, _seq, _clock, isDuplicate: false));

    private static string Acknowledgement(string invocationId, long seq, long clock, bool isDuplicate) =>
        $$$"""{"type":3,"invocationId":"{{{invocationId}}}","result":{"ok":true,"id":"id-{{{seq}}}","epoch":1,"seq":{{{seq}}},"clock":{{{clock}}},"at":0,"duplicate":{{{(isDuplicate ? "true" : "false")}}},"durability":"memory"}}""";

    private void Deliver(FakeConnection member, string frame, string body, bool isFaulty)
    {
        if (_heldBack is { } heldBack && member == _members[^1])
        {
            member.Write(frame);
            member.Write(heldBack);
            _heldBack = null;
            return;
        }

        switch (isFaulty ? fault : Fault.None)
        {
            case Fault.Drop:
                break;
            case Fault.Duplicate:
                member.Write(frame);
                member.Write(frame);
                break;
            case Fault.Swap:
                _heldBack = frame;
                break;
            case Fault.CrossRoom:
                member.Write(frame);
                member.Write(Frame(code + "X", 1, 1, "id-elsewhere", body));
                break;
            case Fault.RegressEpoch:
                member.Write(Frame(code, 0, _seq, $"id-{_seq}", body));
                break;
            case Fault.OtherBody:
                member.Write(Frame(code, 1, _seq, $"id-{_seq}", body[..^1] + '!'));
                break;
            case Fault.Phantom:
                member.Write(frame);
                var parts = body.Split(';');
                parts[3] = "987654";
                member.Write(Frame(code, 1, _seq + 1, "id-phantom", string.Join(';', parts)));
                break;
            case Fault.ConnectionBreaks or Fault.ResumeForgets:
                member.Abort();
                break;
            default:
                member.Write(frame);
                break;
        }
    }

    private string Frame(string room, long epoch, long seq, string id, string body) =>
        $$$"""{"type":1,"target":"Deliver","arguments":[[{{{Message(room, epoch, seq, id, body)}}}]]}""";

    private string Message(string room, long epoch, long seq, string id, string body) =>
        $$$"""{"type":"message","room":"{{{room}}}","epoch":{{{epoch}}},"seq":{{{seq}}},"clock":{{{_clock}}},"at":0,"id":"{{{id}}}","from":{"id":"u","name":"n"},"body":{{{JsonSerializer.Serialize(body)}}},"kind":"text"}""";
}
