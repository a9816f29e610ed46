using OrleansChat.Contracts;
using OrleansChat.History;
using OrleansChat.Simulation.Checking;
using OrleansChat.Simulation.Faults;

namespace OrleansChat.Simulation.Clients;

/// <summary>What one client does in rooms: what its user feels like, and what the rules for clients demand of it. The history hears everything.</summary>
internal sealed class RoomConversation
{
    private const int History = 100;
    private const int MostWaiting = 4;

    private static readonly TimeSpan HoldTime = TimeSpan.FromMilliseconds(250);

    private readonly SimulatedClient _client;
    private readonly ClientRoom[] _rooms;
    private readonly ChangeWish _changes;

    public RoomConversation(SimulatedClient client)
    {
        _client = client;
        _rooms = [.. client.World.RoomNames.Select(name => new ClientRoom(name, client.World.History(name)))];
        _changes = new ChangeWish(client);
    }

    public IReadOnlyList<ClientRoom> Rooms => _rooms;

    /// <summary>Whether the user says nothing new.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Lives on: the user joins, talks, reads and leaves as the dice fall.</summary>
    public async Task TalkAsync()
    {
        _rooms[_client.Dice.Below(_rooms.Length)].IsWanted = true;
        while (!IsQuiet)
        {
            await _client.WaitAsync(_client.Dice.Wait(_client.World.Profile.Thinking));
            if (!IsQuiet && _client.IsConnected)
            {
                Act(_client.Dice.Of(_rooms), _client.Dice.Fraction());
            }
        }
    }

    /// <summary>The connection stands: goes on where it was, or joins anew.</summary>
    /// <returns>Whether the gateway answered.</returns>
    public async Task<bool> ResumeAsync()
    {
        var known = _rooms.Where(room => room is { IsWanted: true, NeedsJoin: false, View: not null }).ToArray();
        var positions = known.Select(room => new RoomPosition(room.Name, room.View!.Position.Epoch, room.View.Position.Seq)).ToArray();
        var answer = await _client.CallAsync(new HelloRequest(_client.Name, positions.Length > 0 ? positions : null), answer => Welcome(answer as Welcome));
        foreach (var room in answer is null ? [] : _rooms.Where(room => room is { IsWanted: true, IsIn: false }))
        {
            StartJoin(room);
        }

        return answer is Welcome;
    }

    public void Disconnected()
    {
        foreach (var room in _rooms)
        {
            if (room.IsIn)
            {
                room.History.Gone(_client, forGood: false);
                room.IsIn = false;
            }
        }
    }

    public void Take(RoomFrame frame)
    {
        var room = Array.Find(_rooms, room => room.Name == frame.Room)!;
        if (!room.IsIn)
        {
            if (frame is OrderedFrame ordered)
            {
                room.History.Delivered(_client, ordered);
            }

            return;
        }

        Tell(room, frame);
        Meet(room, room.View!.Take(frame));
        TellLeftOut(room);
        if (room.HasChanged || frame is EpochFrame)
        {
            TellShown(room);
        }
    }

    /// <summary>Leaves for good; the user wants no more of the room.</summary>
    public async Task LeaveAsync(ClientRoom room)
    {
        (room.IsWanted, room.IsLeaving) = (false, true);
        while (room.IsIn)
        {
            var answer = await _client.CallAsync(new LeaveRequest(room.Name), answer =>
            {
                if (answer is Done)
                {
                    Out(room);
                    Count(Occurrence.RoomLeft);
                }
            });
            if (answer is null && room.View is not null)
            {
                // Nobody will say whether it worked; the connection that could be shown anything is gone.
                (room.IsIn, room.View) = (false, null);
                room.History.Gone(_client, forGood: true);
            }
            else if (answer is Refusal refusal)
            {
                await WaitAsync(refusal);
            }
        }

        room.IsLeaving = false;
    }

    /// <summary>Leaves every room.</summary>
    public async Task LeaveAllAsync()
    {
        foreach (var room in _rooms)
        {
            await LeaveAsync(room);
        }
    }

    /// <summary>Joins every room.</summary>
    public async Task JoinAllAsync()
    {
        foreach (var room in _rooms)
        {
            room.IsWanted = true;
            await JoinAsync(room);
        }
    }

    public void StartJoin(ClientRoom room)
    {
        if (!room.IsJoining)
        {
            room.IsJoining = true;
            Start(() => JoinAsync(room));
        }
    }

    private void Act(ClientRoom room, double what)
    {
        if (room.IsLeaving)
        {
            return;
        }

        if (!room.IsWanted)
        {
            room.IsWanted = true;
            StartJoin(room);
            return;
        }

        if (!room.IsIn)
        {
            return;
        }

        if (room.Outbox.Count < MostWaiting && _changes.Next(room) is { } change)
        {
            room.Outbox.Enqueue(change);
            StartSending(room);
            return;
        }

        switch (what)
        {
            case < 0.7 when room.Outbox.Count < MostWaiting:
                room.Outbox.Enqueue(RoomHistory.Say(room.Name, _client.UserNumber, _client.World.NextMessage(_client.UserNumber)));
                StartSending(room);
                break;
            case < 0.8:
                _ = _client.CallAsync(new TypingRequest(room.Name, _client.Dice.Chance(0.7)));
                break;
            case < 0.9:
                _ = _client.CallAsync(new MarkReadRequest(room.Name, room.View!.Position.Seq));
                break;
            case < 0.93:
                _ = _client.CallAsync(new MembersRequest(room.Name));
                break;
            case < 0.96 when room is { Outbox.Count: 0, IsJoining: false }:
                // From here on nothing more is said, although the call leaves a moment later.
                (room.IsWanted, room.IsLeaving) = (false, true);
                Start(() => LeaveAsync(room));
                break;
        }
    }

    private void Welcome(Welcome? welcome)
    {
        foreach (var outcome in welcome?.Rooms ?? [])
        {
            var room = Array.Find(_rooms, room => room.Name == outcome.Room)!;
            if (_client.World.Trace.Tells)
            {
                var shown = string.Join(' ', outcome.Joined?.Messages.Select(message => message.Seq) ?? []);
                _client.World.Trace.Tell(
                    _client.Name,
                    $"was at {room.View?.Position} of {room.Name}: {outcome.Outcome} to {outcome.Joined?.Epoch}, {outcome.Joined?.Head} with {shown}");
            }

            if (outcome.Outcome == RoomOutcome.Resumed)
            {
                Count(Occurrence.ClientResumed);
                room.LeftOut = null;
                room.View!.Append(outcome.Joined!);
                room.History.Resumed(_client, outcome.Joined!);
                CountChanges(outcome.Joined!.Changes, Occurrence.ChangesResumed);
                TellShown(room);
                In(room);
            }
            else if (outcome.Outcome == RoomOutcome.Snapshot)
            {
                Replace(room, outcome.Joined!);
            }
        }
    }

    private async Task JoinAsync(ClientRoom room)
    {
        for (var isDone = false; room.IsWanted && !isDone;)
        {
            room.History.Joining(_client);
            var answer = await _client.CallAsync(new JoinRequest(room.Name, History), answer =>
            {
                if (answer is Joined joined)
                {
                    isDone = true;
                    Replace(room, joined);
                }
                else
                {
                    room.History.NotJoined(_client);
                }
            });
            if (answer is Refusal refusal)
            {
                await WaitAsync(refusal);
            }

            isDone |= answer is null;
        }

        room.IsJoining = false;
    }

    private async Task SendAsync(ClientRoom room)
    {
        while (room.IsIn && room.Outbox.TryPeek(out var send))
        {
            room.History.Invoked(_client, send);
            Count(send is PendingSend ? Occurrence.MessageSent : Occurrence.ChangeSent);
            var answer = await _client.CallAsync(send.RequestFor(room.Name), answer => Answered(room, send, answer));
            if (answer is null or Refusal { Error.Code: ChatErrorCode.Unavailable })
            {
                send.IsUncertain = true;
                Count(Occurrence.OutcomeUnknown);
            }

            if (answer is Refusal refusal)
            {
                await WaitAsync(refusal);
            }
        }

        room.IsSending = false;
    }

    private void Answered(ClientRoom room, Pending send, Result answer)
    {
        switch (answer)
        {
            case Ack ack:
                room.Outbox.Dequeue();
                room.History.Acknowledged(_client, send, ack);
                Count(send is PendingChange change ? OutcomeOf(change.Request, ack) : ack.Duplicate ? Occurrence.DuplicateAcknowledged : Occurrence.MessageAcknowledged);
                break;
            case Refusal refusal:
                room.History.Refused(_client, send, refusal.Error.Code);
                if (refusal.Error.Code == ChatErrorCode.NotAMember)
                {
                    // The room has forgotten this connection; what came of an earlier attempt is as open as before.
                    room.NeedsJoin = true;
                    StartJoin(room);
                }
                else if (!refusal.Error.Retryable || (IsQuiet && refusal.Error.Code == ChatErrorCode.RateLimited))
                {
                    // A user who has gone quiet does not wait until the limit lets him say what he still had to say.
                    room.Outbox.Dequeue();
                }

                if (refusal.Error.Code != ChatErrorCode.Unavailable)
                {
                    Count(OutcomeOf(send, refusal));
                }

                break;
        }
    }

    private static Occurrence OutcomeOf(ChangeRequest request, Ack ack) => request switch
    {
        _ when ack.Duplicate => Occurrence.DuplicateChangeAcknowledged,
        EditRequest => Occurrence.MessageEdited,
        DeleteRequest => Occurrence.MessageDeleted,
        ReactRequest react => react.On ? Occurrence.ReactionMade : Occurrence.ReactionTakenBack,
        PinRequest pin => pin.On ? Occurrence.MessagePinned : Occurrence.MessageUnpinned,
        _ => throw new ArgumentOutOfRangeException(nameof(request), request, "No such change is made."),
    };

    private static Occurrence OutcomeOf(Pending send, Refusal refusal) => (send, refusal.Error.Code) switch
    {
        (PendingChange, ChatErrorCode.VersionConflict) => Occurrence.VersionConflicted,
        (PendingChange, ChatErrorCode.TargetGone) => Occurrence.TargetGone,
        (PendingChange, ChatErrorCode.TooLarge) => Occurrence.TooManyChanges,
        (PendingChange, _) => Occurrence.ChangeRefused,
        _ => Occurrence.SendRefused,
    };

    private async Task FetchAsync(ClientRoom room)
    {
        for (var needs = ViewNeeds.Fetch; room.IsIn && needs.HasFlag(ViewNeeds.Fetch);)
        {
            var after = room.View!.Position.Seq;
            var answer = await _client.CallAsync(new FetchRequest(room.Name, After: after, Limit: History), answer =>
            {
                needs = ViewNeeds.Nothing;
                if (answer is MessagePage page && room.IsIn)
                {
                    Count(Occurrence.Fetched);
                    CountChanges(page.Changes, Occurrence.ChangesFetched);
                    room.History.Fetched(_client, after + 1, page.To ?? page.Head, page.Messages);
                    needs = room.View!.Take(page);
                    TellLeftOut(room);
                    TellShown(room);
                }
                else if (answer is Refusal { Error.Retryable: true })
                {
                    needs = ViewNeeds.Fetch;
                }
                else if (answer is Refusal)
                {
                    needs = ViewNeeds.Join;
                }
            });
            if (answer is Refusal refusal)
            {
                await WaitAsync(refusal);
            }

            Meet(room, needs & ~ViewNeeds.Fetch);
        }

        room.IsFetching = false;
    }

    /// <summary>Searches the ranges in question from their ends: what the room no longer keeps lies at their beginnings, and is not there to be found.</summary>
    private async Task SearchAsync(ClientRoom room)
    {
        while (room.IsIn && room.Gaps.TryPeek(out var gap))
        {
            var answer = await _client.CallAsync(new FetchRequest(room.Name, Before: gap.To + 1, Limit: History), answer =>
            {
                if (answer is MessagePage page && room.IsIn && room.Gaps.TryPeek(out var sought) && sought == gap)
                {
                    Count(Occurrence.Fetched);
                    TakeFound(room, room.Gaps.Dequeue(), page);
                }
            });
            if (answer is Refusal refusal)
            {
                await WaitAsync(refusal);
            }
        }

        room.IsSearching = false;
    }

    private void TakeFound(ClientRoom room, (long From, long To) gap, MessagePage page)
    {
        var from = page.HasMore ? Math.Max(gap.From, page.Messages[0].Seq) : gap.From;
        MessageFrame[] found = [.. page.Messages.Where(message => message.Seq >= from && message.Seq <= gap.To)];
        room.History.Fetched(_client, from, gap.To, found);
        room.View!.TakeFound(found);
        TellShown(room);
        if (from > gap.From)
        {
            room.Gaps.Enqueue((gap.From, from - 1));
        }
    }

    private async Task AskMembersAsync(ClientRoom room)
    {
        for (var isDone = false; room.IsIn && !isDone;)
        {
            room.View!.BeginAskingMembers();
            var answer = await _client.CallAsync(new MembersRequest(room.Name), answer =>
            {
                if (answer is MemberPage page && room.IsIn)
                {
                    room.View!.Take(page);
                }
            });
            isDone = answer is not Refusal { Error.Retryable: true };
            if (answer is Refusal refusal && !isDone)
            {
                await WaitAsync(refusal);
            }
        }
    }

    private async Task HoldAsync(ClientRoom room)
    {
        await _client.WaitAsync(HoldTime);
        room.IsHeld = false;
        if (room is { IsIn: true, View.IsHolding: true })
        {
            Meet(room, ViewNeeds.Fetch);
        }
    }

    private void Meet(ClientRoom room, ViewNeeds needs)
    {
        if (needs.HasFlag(ViewNeeds.Hold) && !room.IsHeld)
        {
            room.IsHeld = true;
            Count(Occurrence.FramesHeld);
            Start(() => HoldAsync(room));
        }

        if (needs.HasFlag(ViewNeeds.Fetch) && !room.IsFetching)
        {
            room.IsFetching = true;
            Start(() => FetchAsync(room));
        }

        if (needs.HasFlag(ViewNeeds.Search))
        {
            StartSearching(room);
        }

        if (needs.HasFlag(ViewNeeds.Members))
        {
            Start(() => AskMembersAsync(room));
        }

        if (needs.HasFlag(ViewNeeds.Join))
        {
            room.NeedsJoin = true;
            StartJoin(room);
        }
    }

    /// <summary>Tells the history what it must know before the view takes the frame; what the view then shows it tells itself.</summary>
    private void Tell(ClientRoom room, RoomFrame frame)
    {
        switch (frame)
        {
            case EpochFrame epoch:
                Count(Occurrence.EpochChanged);
                CountChanges(epoch.Changes, Occurrence.ChangesInEpoch);
                TellLeftOut(room, whatIsHeld: true);
                room.History.EpochTold(_client, epoch);
                if (room.View!.HasHole && epoch.Head > room.View.Position.Seq)
                {
                    // The frame counts on everything before it to have come; what has not is looked for in its place.
                    room.Gaps.Enqueue((room.View.Position.Seq + 1, epoch.Head));
                    StartSearching(room);
                }

                break;
            case GapFrame gap:
                Count(Occurrence.GapTold);
                room.History.GapTold(_client, gap);
                room.Gaps.Enqueue((gap.From, gap.To));
                break;
            case DigestFrame digest:
                Count(Occurrence.DigestTold);
                room.LeftOut = digest with { Count = digest.Count + (room.LeftOut?.Count ?? 0) };
                break;
            case ResyncFrame:
                Count(Occurrence.ResyncTold);
                break;
        }
    }

    /// <summary>What was left out may have been fetched in the meantime, as a whole or in part; then there is that much less to fetch.</summary>
    private void TellLeftOut(ClientRoom room, bool whatIsHeld = false)
    {
        if (room.LeftOut is not { } digest || room.View is not { } view || (view.IsHolding && !whatIsHeld))
        {
            return;
        }

        room.LeftOut = null;
        var last = view.Position;
        if (digest.Epoch > last.Epoch)
        {
            room.History.DigestTold(_client, digest);
        }
        else if (digest.Epoch == last.Epoch && digest.Head > last.Seq)
        {
            room.History.DigestTold(_client, digest with { Count = (int)Math.Min(digest.Count, digest.Head - last.Seq) });
        }
    }

    /// <summary>Tells the history what messages look like now, but for a view that cannot be continued.</summary>
    private void TellShown(ClientRoom room)
    {
        room.HasChanged = false;
        if (room is { NeedsJoin: false, View: { } view })
        {
            room.History.Shows(_client, view);
        }
    }

    private void Replace(ClientRoom room, Joined joined)
    {
        room.Gaps.Clear();
        room.LeftOut = null;
        room.NeedsJoin = false;
        room.View = new RoomView(shown =>
        {
            room.HasChanged |= shown is not (MessageFrame or JoinedFrame or LeftFrame);
            room.History.Delivered(_client, shown);
        });
        room.View.Replace(joined);
        room.History.Joined(_client, joined);
        TellShown(room);
        In(room);
    }

    private void In(ClientRoom room)
    {
        room.IsIn = true;
        StartSending(room);
        StartSearching(room);
    }

    private void Out(ClientRoom room)
    {
        room.IsIn = false;
        room.View = null;
        room.History.Left(_client);
    }

    private void StartSending(ClientRoom room)
    {
        if (!room.IsSending && room.Outbox.Count > 0)
        {
            room.IsSending = true;
            Start(() => SendAsync(room));
        }
    }

    private void StartSearching(ClientRoom room)
    {
        if (!room.IsSearching && room.Gaps.Count > 0)
        {
            room.IsSearching = true;
            Start(() => SearchAsync(room));
        }
    }

    private Task WaitAsync(Refusal refusal) => _client.WaitAsync(TimeSpan.FromMilliseconds(refusal.Error.RetryAfterMs ?? 1000));

    private void Start(Func<Task> work) => _client.World.Watch(_client.Scheduler.Start(work), _client.Name);

    private void CountChanges(IReadOnlyList<Frame>? changes, Occurrence occurrence)
    {
        if (changes is not null)
        {
            Count(occurrence);
        }
    }

    private void Count(Occurrence occurrence) => _client.World.Sometimes.Count(occurrence);
}
