using System.Text.Json;

namespace OrleansChat.LoadTest.Tests.Fakes;

/// <summary>A correct room, but for the one fault that it was told to make.</summary>
internal sealed class FakeRoom(string code, Fault fault)
{
    /// <summary>By the number in its body: in what order messages of several users arrive is up to the machine.</summary>
    private const string FaultyMessage = "5";

    private readonly Lock _gate = new();
    private readonly List<FakeConnection> _members = [];
    private readonly List<FakeMessage> _messages = [];
    private readonly List<FakeConnection> _away = [];
    private bool _hasFailed;
    private readonly Dictionary<string, (long Seq, long Clock)> _taken = [];
    private string? _heldBack;
    private long _seq;
    private long _clock;

    public void Join(FakeConnection member, string invocationId, int history)
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
            var forgets = _away.Remove(member) && fault == Fault.JoinForgetsChange;
            var messages = _messages.Skip(_messages.Count - history).Select(message => forgets ? message.WithoutLastChange(member.User) : message.ToJson(member.User));
            member.Write($$$"""{"type":3,"invocationId":"{{{invocationId}}}","result":{"ok":true,"room":"{{{code}}}","epoch":1,"head":{{{_seq}}},"clock":{{{_clock}}},"me":{"id":"{{{member.User}}}","name":"n","role":"member"},"members":[],"memberCount":1,"messages":[{{{string.Join(',', messages)}}}],"read":[]}}""");
        }
    }

    public void Resume(FakeConnection member, string invocationId, long after)
    {
        lock (_gate)
        {
            _members[_members.FindIndex(known => known.User == member.User)] = member;
            var missed = fault == Fault.ResumeForgets ? [] : _messages.Where(message => message.Seq > after).Select(message => message.ToJson(member.User));
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
            _messages.Add(new FakeMessage(code, _seq, _clock, body));
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

            foreach (var gone in fault == Fault.LeaverHears ? _away : [])
            {
                gone.Write(frame);
            }
        }
    }

    /// <summary>Whatever a mix does besides sending and joining.</summary>
    public void Act(FakeConnection member, string invocationId, string method, JsonElement argument)
    {
        lock (_gate)
        {
            switch (method)
            {
                case "Edit" or "React":
                    Change(member, invocationId, method, argument);
                    break;
                case "Leave":
                    Leave(member, invocationId);
                    break;
                case "Typing":
                    var typist = Fails(Fault.StrangerTypes) ? "stranger" : member.User;
                    TellOthers(member, $$"""{"type":"typing","user":{"id":"{{typist}}","name":"n"},"on":true,"room":"{{code}}"}""");
                    Done(member, invocationId, isFaulty: Fails(Fault.TypingUnanswered));
                    break;
                default:
                    TellOthers(null, $$"""{"type":"read","user":"{{member.User}}","seq":{{_seq}},"room":"{{code}}"}""");
                    Done(member, invocationId, isFaulty: false);
                    break;
            }
        }
    }

    private static void Done(FakeConnection member, string invocationId, bool isFaulty)
    {
        if (!isFaulty)
        {
            member.Write($$$"""{"type":3,"invocationId":"{{{invocationId}}}","result":{"ok":true}}""");
        }
    }

    private void Leave(FakeConnection member, string invocationId)
    {
        _members.Remove(member);
        _away.Add(member);
        _seq++;
        _clock++;
        TellOthers(null, $$"""{"type":"left","room":"{{code}}","epoch":1,"seq":{{_seq}},"clock":{{_clock}},"at":0,"user":{"id":"{{member.User}}","name":"n"},"reason":"left","memberCount":{{_members.Count}}}""");
        Done(member, invocationId, isFaulty: false);
    }

    private void Change(FakeConnection member, string invocationId, string method, JsonElement argument)
    {
        var target = argument.GetProperty("target").GetString()!;
        var message = _messages.Find(message => $"id-{message.Seq}" == target)!;
        var isReaction = method == "React";
        if (isReaction && message.React(_seq + 1, _clock + 1, member.User, argument.GetProperty("emoji").GetString()!, argument.GetProperty("on").GetBoolean()) is { } said)
        {
            member.Write(Acknowledgement(invocationId, said.Seq, said.Clock, isDuplicate: true));
            return;
        }

        _seq++;
        _clock++;
        if (!isReaction)
        {
            message.Edit(_seq, argument.GetProperty("body").GetString()!);
        }

        var frame = isReaction ? Reaction(_seq, argument.GetProperty("emoji").GetString()!, argument.GetProperty("on").GetBoolean()) : Edited(argument.GetProperty("body").GetString()!);
        var isDropped = isReaction && Fails(Fault.ChangeDropped);
        var isAltered = !isReaction && Fails(Fault.EditAltered);
        foreach (var reader in _members)
        {
            var isVictim = reader == _members[^1];
            if (!(isDropped && isVictim))
            {
                Tell(reader, isAltered && isVictim ? Edited(argument.GetProperty("body").GetString()! + "!") : frame);
            }
        }

        AnswerChange(member, invocationId, isReaction);
        if (isReaction && Fails(Fault.ReactionInvented))
        {
            _seq++;
            _clock++;
            TellOthers(null, Reaction(_seq, "🦄", on: true));
        }

        string Edited(string body) =>
            $$"""{"type":"edited","target":"{{target}}","by":{"id":"{{member.User}}","name":"n"},"body":{{JsonSerializer.Serialize(body)}},"epoch":1,"seq":{{_seq}},"clock":{{_clock}},"at":0,"room":"{{code}}"}""";

        string Reaction(long seq, string emoji, bool on) =>
            $$"""{"type":"reaction","target":"{{target}}","by":{"id":"{{member.User}}","name":"n"},"emoji":{{JsonSerializer.Serialize(emoji)}},"on":{{(on ? "true" : "false")}},"epoch":1,"seq":{{seq}},"clock":{{_clock}},"at":0,"room":"{{code}}"}""";
    }

    private void AnswerChange(FakeConnection member, string invocationId, bool isReaction)
    {
        if (isReaction && Fails(Fault.RefusedButReacted))
        {
            member.Write($$$$"""{"type":3,"invocationId":"{{{{invocationId}}}}","result":{"ok":false,"error":{"code":"RATE_LIMITED","message":"Wait.","retryable":true}}}""");
        }
        else if (!isReaction || !Fails(Fault.ChangeUnanswered))
        {
            member.Write(Acknowledgement(invocationId, _seq, _clock, isDuplicate: false));
        }
    }

    /// <summary>Whether it is time to make the fault, which is made once.</summary>
    private bool Fails(Fault wanted)
    {
        var fails = fault == wanted && !_hasFailed;
        _hasFailed |= fails;
        return fails;
    }

    private void TellOthers(FakeConnection? but, string frame)
    {
        foreach (var member in _members.Where(member => member != but))
        {
            Tell(member, frame);
        }
    }

    private static void Tell(FakeConnection member, string frame) => member.Write($$"""{"type":1,"target":"Deliver","arguments":[[{{frame}}]]}""");

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
