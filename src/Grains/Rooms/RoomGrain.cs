using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Runtime;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Fanout;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The edge of a room's turns: it brings the time and the epoch, asks <see cref="Room"/>, and hands what was decided to the gateway links.
/// Nothing is awaited inside a turn, so what a method decides and what it tells the gateways cannot be separated.
/// </summary>
[PreferLocalPlacement]
internal sealed class RoomGrain(IEpochSource epochs, IOptions<RoomLimits> limits, GatewayLinks links, TimeProvider time) : Grain, IRoomGrain
{
    private Room _room = null!;
    private IGrainTimer? _typingTimer;
    private bool _stays;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var id = RoomId.Parse(this.GetPrimaryKeyString());
        _room = new Room(id, await epochs.NextAsync(id, cancellationToken), limits.Value);
    }

    public Task<Reply<RoomSnapshot>> JoinAsync(JoinRoom command)
    {
        links.Register(command.Connection.Gateway, command.Observer);
        var reply = _room.Join(command.Connection, command.Person, command.History, command.KnownEpoch, Now);
        return EndTurn(reply);
    }

    public Task LeaveAsync(LeaveRoom command)
    {
        _room.Leave(command.Connection, command.User, command.Reason, Now);
        return EndTurn(Accepted.Instance);
    }

    public Task<Reply<Posted>> PostAsync(PostMessage command) =>
        EndTurn(_room.Post(command.Gateway, command.User, command.Key, command.Body, command.Clock, Now));

    public Task<Reply<Accepted>> SetTypingAsync(SetTyping command)
    {
        var reply = _room.SetTyping(command.Gateway, command.User, command.On, Now);
        ArmTypingTimer();
        return EndTurn(reply);
    }

    public Task<Reply<Accepted>> MarkReadAsync(MarkRead command) => EndTurn(_room.MarkRead(command.Gateway, command.User, command.Seq));

    public Task<Reply<RoomMessages>> FetchAsync(FetchMessages query) =>
        Task.FromResult(_room.Fetch(query.Gateway, query.User, query.Before, query.After, query.Limit));

    public Task<Reply<RoomMembers>> MembersAsync(ListMembers query) =>
        Task.FromResult(_room.Members(query.Gateway, query.User, query.After, query.Limit));

    public Task<RoomAttached> AttachAsync(AttachGateway command)
    {
        links.Register(command.Gateway, command.Observer);
        return EndTurn(_room.Attach(command));
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<T> EndTurn<T>(T reply)
    {
        var pending = _room.Pending;
        for (var i = 0; i < pending.Count; i++)
        {
            foreach (var gateway in _room.Gateways)
            {
                links.Send(gateway, pending[i]);
            }
        }

        _room.ClearPending();
        StayOrGo();
        return Task.FromResult(reply);
    }

    /// <summary>
    /// A room with members stays; an empty one goes at once. A room that a stray call made is neither: idle collection takes it.
    /// </summary>
    private void StayOrGo()
    {
        if (_room.IsEmpty)
        {
            if (_room.Head > 0)
            {
                DeactivateOnIdle();
            }
        }
        else if (!_stays)
        {
            _stays = true;
            DelayDeactivation(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>A timer only while somebody types: an idle room costs none.</summary>
    private void ArmTypingTimer()
    {
        _typingTimer?.Dispose();
        _typingTimer = null;
        if (_room.NextTypingExpiry is { } expiry)
        {
            var due = TimeSpan.FromMilliseconds(Math.Max(0, expiry - Now));
            _typingTimer = this.RegisterGrainTimer(ExpireTypingAsync, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan));
        }
    }

    private Task ExpireTypingAsync(CancellationToken cancellationToken)
    {
        _room.ExpireTyping(Now);
        ArmTypingTimer();
        return EndTurn(Accepted.Instance);
    }
}
