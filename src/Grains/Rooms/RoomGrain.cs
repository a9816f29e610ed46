using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Runtime;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Gateways;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The edge of a room's turns: it brings the time, the epoch and what the gateways hold, asks <see cref="Room"/>, and has what was decided told.
/// A turn decides and tells before it awaits anything, so the two cannot be separated; turns may interleave only where an answer waits for a replica.
/// </summary>
[PreferLocalPlacement, Reentrant]
internal sealed class RoomGrain(
    IEpochSource epochs, IOptions<RoomLimits> limits, GatewayLinks links, GatewayDirectory directory, GatewayHoldings holdings, TimeProvider time)
    : Grain, IRoomGrain
{
    /// <summary>How long a room that moves on waits for the gateways to have heard it out.</summary>
    private static readonly TimeSpan HandOver = TimeSpan.FromSeconds(1);

    private Room _room = null!;
    private RoomReplicas _replicas = null!;
    private Stragglers _stragglers = null!;
    private IGrainTimer? _timer;
    private long? _timerDue;
    private Task<RoomOffer[]>? _asking;
    private bool _stays;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var id = RoomId.Parse(this.GetPrimaryKeyString());
        var (epoch, offers, allAnswered) = await new RoomElection(id, epochs, links, directory).HoldAsync(cancellationToken);
        _room = new Room(id, epoch, limits.Value);
        _stragglers = new Stragglers(id, epoch, allAnswered ? null : offers.Select(offer => offer.Gateway), links, directory);
        _replicas = new RoomReplicas(id, links, directory, holdings, limits.Value.ReplicationTimeout, time);
        foreach (var (gateway, catchUp) in _room.Recover(offers, allAnswered, Now))
        {
            _replicas.FoundAt(gateway);
            _replicas.Tell(gateway, new EpochBegan { Room = id, Epoch = epoch, CatchUp = catchUp });
        }

        EndTurn();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_room is null)
        {
            return;
        }

        await HandOverAsync().WaitAsync(HandOver, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _replicas.Release();
    }

    /// <summary>The next activation asks the gateways: lets them have all of it, also one that has come since anything was last told.</summary>
    private async Task HandOverAsync()
    {
        if (!_room.IsForgotten && !_replicas.IsFenced && directory.HasOthers)
        {
            // First with those that are known: the look may take all the time that there is.
            _replicas.Spread(_room);
            await directory.RefreshAsync();
            _replicas.Spread(_room);
        }

        await _replicas.FlushAsync(_room);
    }

    public async Task<Reply<RoomSnapshot>> JoinAsync(JoinRoom command)
    {
        if (EndIfSucceeded(command.KnownEpoch) || (command.Resumes is { } seen && seen.Epoch > _room.Epoch && await IsSucceededAsync()))
        {
            return RoomRefusals.Moving;
        }

        links.Register(command.Subscription.Gateway, command.Observer);
        var reply = await EndTurn(_room.Join(command, Now));
        if (reply.Value is null || !_stragglers.Await(command.Subscription.Gateway))
        {
            return reply;
        }

        // His gateway could not be asked when this activation began: what it holds belongs into the answer.
        await IsPastKnownAsync();
        return await EndTurn(_room.Join(command, Now));
    }

    public Task<Reply<Accepted>> LeaveAsync(LeaveRoom command)
    {
        if (EndIfSucceeded(command.KnownEpoch))
        {
            return Task.FromResult<Reply<Accepted>>(RoomRefusals.Moving);
        }

        _room.Leave(command.Subscription, command.User, command.Reason, Now);
        return EndTurn<Reply<Accepted>>(Accepted.Instance);
    }

    public async Task<Reply<Posted>> PostAsync(PostMessage command)
    {
        if (await RefusalForAsync(command.KnownEpoch, command.IsRetry, command.User, command.Key) is { } refusal)
        {
            return refusal;
        }

        return await ConfirmAsync(_room.Post(command, Now));
    }

    public async Task<Reply<Posted>> ChangeAsync(ChangeMessage command)
    {
        if (await RefusalForAsync(command.KnownEpoch, command.IsRetry, command.User, command.Key) is { } refusal)
        {
            return refusal;
        }

        return await ConfirmAsync(_room.Change(command, Now));
    }

    public async Task<Reply<Posted>> RuleAsync(GiveRuling command)
    {
        if (await RefusalForAsync(command.KnownEpoch, command.IsRetry, command.User, command.Key) is { } refusal)
        {
            return refusal;
        }

        return await ConfirmAsync(_room.Rule(command, Now));
    }

    /// <summary>Why nothing may be decided: another activation does, or nobody can tell yet whether this was accepted before.</summary>
    private async ValueTask<Refused?> RefusalForAsync(long knownEpoch, bool isRetry, UserId user, string key)
    {
        if (EndIfSucceeded(knownEpoch))
        {
            return RoomRefusals.Moving;
        }

        return isRetry && _stragglers.Exist && !_room.Knows(user, key) && !await IsPastKnownAsync() ? RoomRefusals.Unrecovered : null;
    }

    /// <summary>Has told what was decided, and waits until another process holds it.</summary>
    private async ValueTask<Reply<Posted>> ConfirmAsync(Reply<Posted> reply)
    {
        EndTurn();
        if (reply.Value is not { } posted)
        {
            return reply;
        }

        if (!_replicas.IsFenced && !_replicas.IsUnconfirmed(posted.Seq))
        {
            return directory.IsAlone ? reply : posted with { Replicated = true };
        }

        if (await _replicas.ConfirmAsync(_room, posted.Seq))
        {
            return posted with { Replicated = true };
        }

        EndIfFenced();
        return RoomRefusals.Unconfirmed;
    }

    public Task<Reply<Accepted>> SetTypingAsync(SetTyping command) =>
        EndTurn(_room.SetTyping(command.Gateway, command.User, command.On, Now));

    public Task<Reply<Accepted>> MarkReadAsync(MarkRead command) => EndTurn(_room.MarkRead(command.Gateway, command.User, command.Seq));

    public Task<Reply<RoomMessages>> FetchAsync(FetchMessages query) =>
        Task.FromResult(_room.Fetch(query.Gateway, query.User, query.Before, query.After, query.Limit));

    public Task<Reply<RoomMembers>> MembersAsync(ListMembers query) =>
        Task.FromResult(_room.Members(query.Gateway, query.User, query.After, query.Limit));

    public Task<Reply<RoomRulings>> RulingsAsync(ListRulings query) => Task.FromResult(_room.Audit(query));

    public Task<CatchUp> AttachAsync(AttachGateway command)
    {
        holdings.Hear(command.Offer.Gateway, _room.Id);
        links.Register(command.Offer.Gateway, command.Observer);
        EndIfSucceeded(command.Offer.Fence);
        _stragglers.Hear(command.Offer.Gateway);
        return EndTurn(_room.Attach(command.Offer, Now));
    }

    public Task<RoomChecked> CheckAsync(CheckGateway query)
    {
        holdings.Hear(query.Gateway, _room.Id);
        _replicas.Renew(_room);
        var answer = _room.Check(query);
        if (answer.Knows)
        {
            _replicas.Stands(query.Gateway, query.Position.Seq);
        }

        return EndTurn(answer);
    }

    public Task DetachAsync(DetachGateway command)
    {
        _room.Detach(command.Gateway, command.UpTo, Now);
        return EndTurn(Accepted.Instance);
    }

    public Task DropGatewayAsync(GatewayId gateway)
    {
        _room.DropGateway(gateway, Now);
        return EndTurn(Accepted.Instance);
    }

    public Task AuditGatewayAsync(GatewayId gateway) => holdings.IsSilent(gateway, _room.Id) ? DropGatewayAsync(gateway) : Task.CompletedTask;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<T> EndTurn<T>(T reply)
    {
        EndTurn();
        return Task.FromResult(reply);
    }

    private void EndTurn()
    {
        _replicas.Tell(_room);
        _room.ClearPending();
        EndIfFenced();
        StayOrGo();
        ArmTimer();
    }

    /// <summary>Asks the gateways that were silent when this activation began; returns whether all have been heard now.</summary>
    private async Task<bool> IsPastKnownAsync()
    {
        foreach (var offer in await _stragglers.AskAsync())
        {
            if (EndIfSucceeded(offer.NewestEpoch))
            {
                return false;
            }

            _room.Hear(offer);
        }

        EndTurn();
        return !_stragglers.Exist;
    }

    /// <summary>
    /// A client names a newer activation than this one. Whether there is one the gateways know; a client's word alone ends nothing. Whoever asks meanwhile
    /// waits for the same answers.
    /// </summary>
    private async Task<bool> IsSucceededAsync()
    {
        var offers = await (_asking ??= AskAllAsync());
        _asking = null;
        return offers.Length > 0 && EndIfSucceeded(offers.Max(offer => offer.NewestEpoch));
    }

    private async Task<RoomOffer[]> AskAllAsync()
    {
        var gateways = await directory.RefreshAsync();
        var answers = await links.OfferAsync(gateways, new RoomFence(_room.Id, _room.Epoch));
        return [.. answers.OfType<RoomOffer>()];
    }

    /// <summary>Ends this activation where somebody has heard of a newer one; returns whether it does.</summary>
    private bool EndIfSucceeded(long knownEpoch)
    {
        if (knownEpoch <= _room.Epoch)
        {
            return false;
        }

        DeactivateOnIdle();
        return true;
    }

    /// <summary>A newer activation has been begun elsewhere: what this one still says reaches nobody.</summary>
    private void EndIfFenced()
    {
        if (_replicas.IsFenced)
        {
            DeactivateOnIdle();
        }
    }

    /// <summary>A room with members stays; a forgotten one goes at once. A room that a stray call made is neither: idle collection takes it.</summary>
    private void StayOrGo()
    {
        if (_room.IsForgotten)
        {
            DeactivateOnIdle();
        }
        else if (!_stays && !_room.IsEmpty)
        {
            _stays = true;
            DelayDeactivation(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A timer only while something can expire: an idle room costs none.</summary>
    private void ArmTimer()
    {
        if (_room.NextExpiry == _timerDue)
        {
            return;
        }

        _timer?.Dispose();
        _timer = null;
        _timerDue = _room.NextExpiry;
        if (_timerDue is { } due)
        {
            var wait = TimeSpan.FromMilliseconds(Math.Max(0, due - Now));
            _timer = this.RegisterGrainTimer(ExpireAsync, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan));
        }
    }

    private Task ExpireAsync(CancellationToken cancellationToken)
    {
        _timerDue = null;
        _room.Expire(Now);
        return EndTurn(Accepted.Instance);
    }
}
