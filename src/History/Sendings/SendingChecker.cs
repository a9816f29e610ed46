namespace OrleansChat.History;

/// <summary>Checks what senders are answered: one outcome for each key, however often it is sent.</summary>
internal sealed class SendingChecker(RoomFindings findings, RoomClients clients, SentMessages messages, RoomOrder order, RoomWitness witness)
{
    // The one code that says that the key stands for another body.
    private const string KeyReused = "KEY_REUSED";

    /// <summary>Refusals that leave open whether the message was made.</summary>
    private static readonly HashSet<string> Uncertain = ["UNAVAILABLE", "INTERNAL"];

    public void Invoked(int client, RoomUser user, long key, ulong fingerprint, long now) =>
        (messages.Find(user.Number, key) ?? messages.Add(user, clients[client], key, now)).Begin(new Attempt(client, fingerprint));

    public void Acknowledged(int client, long key, in Acknowledgement acknowledgement, Position forgotten)
    {
        if (End(client, key, out var body) is not { } message)
        {
            return;
        }

        var place = acknowledgement.Position;
        message.User.Acknowledged = Position.Max(message.User.Acknowledged, place);
        clients[client].Acknowledged = Position.Max(clients[client].Acknowledged, place);
        witness.Promised(place, message.At);
        if (message.AcknowledgedAt is { } earlier)
        {
            CompareAnswers(message, earlier, acknowledgement);
            Close(message);
        }
        else if (place <= forgotten)
        {
            // The room was emptied while the answer was on its way: nobody is left to whom the message could be owed.
            messages.Settled(message);
        }
        else
        {
            CompareBodies(message, body, acknowledgement.Duplicate);
            message.AcknowledgedAt = place;
            message.AcknowledgedId = acknowledgement.Id;
            Place(message, acknowledgement);
        }
    }

    public void Refused(int client, long key, string code)
    {
        if (Uncertain.Contains(code))
        {
            Unknown(client, key);
            return;
        }

        if (End(client, key, out _) is not { } message)
        {
            return;
        }

        if (code == KeyReused && !message.HasOtherBodies && !message.IsRepeat)
        {
            findings.Add(ViolationKind.KeyWindow, $"{message} was refused as another body under a used key, and its key had no other body");
        }

        if (message.IsPending || message.IsUncertain || message.AcknowledgedAt is not null)
        {
            return;
        }

        message.IsRefused = true;
        if (message.Entry is { } entry)
        {
            findings.Add(ViolationKind.RefusedButDelivered, $"{entry} was delivered before its sending was refused");
            order.Settle(entry);
        }
        else
        {
            messages.RememberRefused(message);
        }
    }

    public void Unknown(int client, long key)
    {
        if (End(client, key, out _) is { } message)
        {
            Leave(message);
        }
    }

    /// <summary>A client's connection ended: nothing that it sent will be answered there.</summary>
    public void Gone(int client)
    {
        foreach (var message in messages.All.Where(message => message.Pending.Any(attempt => attempt.Client == client)).ToArray())
        {
            while (message.TryEnd(client, out _))
            {
            }

            Leave(message);
        }
    }

    public void Finish()
    {
        foreach (var message in messages.All.Where(message => message.IsPending))
        {
            findings.Add(ViolationKind.Unanswered, $"{message} got no answer");
        }
    }

    private SentMessage? End(int client, long key, out ulong body)
    {
        body = 0;
        var user = clients[client].User;
        if (user is not null && messages.Find(user.Number, key) is { } message && message.TryEnd(client, out body))
        {
            return message;
        }

        findings.Add(ViolationKind.Twice, $"message #{key} of user {user?.Number} was answered twice");
        return null;
    }

    private void CompareAnswers(SentMessage message, Position earlier, in Acknowledgement answer)
    {
        if (earlier != answer.Position || message.AcknowledgedId != answer.Id)
        {
            findings.Add(ViolationKind.KeyWindow, $"{message} was acknowledged at {earlier}, and its retry at {answer.Position}{(earlier == answer.Position ? " with another id" : "")}");
        }
    }

    private void CompareBodies(SentMessage message, ulong body, bool isDuplicate)
    {
        if (message.HasOtherBodies && isDuplicate && body != message.Fingerprint)
        {
            findings.Add(ViolationKind.KeyWindow, $"{message} was acknowledged as a retry, and its key was used for another body before");
        }
    }

    /// <summary>Ties the message to the place that it was promised.</summary>
    private void Place(SentMessage message, in Acknowledgement acknowledgement)
    {
        var place = acknowledgement.Position;
        if (message.Entry is { } stands && stands.Position != place && !message.CanMove(stands.Position, place))
        {
            var kind = message.Attempts > 1 ? ViolationKind.KeyWindow : ViolationKind.Disagreement;
            findings.Add(kind, $"{message} was acknowledged at {place} and delivered at {stands.Position}");
            order.Settle(stands);
            return;
        }

        if (message.Entry is { Settled: true } || message.IsRepeat && order.Find(place) is null && order.MayBeSettled(place))
        {
            // Everybody had it, or it was given up, before this answer came.
            Close(message);
            return;
        }

        if (order.Find(place) is null && PassedBy(place) is { } client)
        {
            var kind = acknowledgement.Duplicate ? ViolationKind.KeyWindow : ViolationKind.Disagreement;
            findings.Add(kind, $"{message} was acknowledged at {place}, where member {client.Number} has something else");
            Close(message);
            return;
        }

        var entry = order.GetOrAdd(place);
        witness.Identify(entry, message, client: null, acknowledgement.Duplicate);
        order.CompareStamps(entry, acknowledgement.Id, acknowledgement.Clock, client: null);
        order.Settle(entry);
        if (message.Entry is null)
        {
            Close(message);
        }
    }

    /// <summary>Somebody who was at the place, did not skip it, and has nothing of this there.</summary>
    private ClientView? PassedBy(Position place) => !order.MayBeSettled(place)
        ? null
        : clients.Views.FirstOrDefault(view => view.Phase == ClientPhase.Joined && view.JoinedAt < place && place <= view.Last && !view.Passed(place));

    private void Leave(SentMessage message)
    {
        if (messages.RememberUncertain(message) is { Entry: { } entry })
        {
            order.Settle(entry);
        }
    }

    private void Close(SentMessage message)
    {
        if (!message.IsOpen && message.Entry is null or { Settled: true })
        {
            messages.Settled(message);
        }
    }
}
