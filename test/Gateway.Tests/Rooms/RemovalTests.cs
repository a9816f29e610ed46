using OrleansChat.Contracts;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

/// <summary>Who is told to leave a room hears it, and nothing after it.</summary>
public sealed class RemovalTests
{
    private readonly GatewayRoom _room = new(Events.Room, new GatewayId("gateway"), tailCapacity: 3, largeFrom: 64, fence: 0);
    private readonly Member _ann = new(Events.Ann);
    private readonly Member _bob = new(Events.Bob);

    [Theory]
    [InlineData(RulingKind.Kicked)]
    [InlineData(RulingKind.Banned)]
    public void Apply_RemovesAMember_HeHearsItAndIsToBeTakenOutOnce(RulingKind kind)
    {
        _ann.Join(_room, head: 2);
        var bob = _bob.Join(_room, head: 2);

        var applied = _room.Apply(Events.Ruling(3, kind, Events.Bob));

        Assert.Equal((2, true), (applied.Delivered, applied.HasRemoved));
        Assert.Equal(Events.Bob.Id.Value, Assert.IsType<ModeratedFrame>(Assert.Single(_bob.Frames)).User!.Id);
        Assert.Equal([bob], _room.TakeRemoved());
        Assert.Empty(_room.TakeRemoved());
        Assert.True(_room.IsRemoved(bob));
    }

    [Theory]
    [InlineData(RulingKind.Muted)]
    [InlineData(RulingKind.Unbanned)]
    [InlineData(RulingKind.Role)]
    public void Apply_OtherDecisions_NobodyIsTakenOut(RulingKind kind)
    {
        var bob = _bob.Join(_room, head: 2);

        Assert.False(_room.Apply(Events.Ruling(3, kind, Events.Bob)).HasRemoved);
        Assert.False(_room.IsRemoved(bob));
    }

    [Fact]
    public void Apply_KickOfWhoCameBackSince_HeStays()
    {
        _ann.Join(_room, head: 2);
        var bob = _bob.Join(_room, head: 5);

        Assert.False(_room.Apply(Events.Ruling(3, RulingKind.Kicked, Events.Bob)).HasRemoved);
        Assert.False(_room.IsRemoved(bob));
        Assert.Empty(_bob.Frames);
    }

    [Fact]
    public void EndJoin_TheWordToLeaveWasFasterThanTheAnswer_IsToBeTakenOut()
    {
        _ann.Join(_room, head: 2);
        var bob = _room.BeginJoin(_bob.Connection, _bob.Stay)!;
        _room.Apply(Events.Ruling(3, RulingKind.Kicked, Events.Bob));

        Assert.True(_room.EndJoin(bob, Events.Snapshot(head: 2), requestedHistory: 100, out _));
        Assert.True(_room.IsRemoved(bob));
    }

    [Fact]
    public void CompleteAttach_TheWordToLeaveWasMissed_HeIsTakenOut()
    {
        _ann.Join(_room, head: 2);
        var bob = _bob.Join(_room, head: 2);
        _room.BeginAttach();

        var applied = _room.CompleteAttach(new CatchUp { Epoch = Events.Epoch + 1, Head = 4, Clock = 4, Missed = [Events.Ruling(3, RulingKind.Kicked, Events.Bob)] });

        Assert.True(applied.HasRemoved);
        Assert.Equal([bob], _room.TakeRemoved());
        Assert.Equal("kick", Assert.IsType<ModeratedFrame>(Assert.Single(_bob.Frames.OfType<EpochFrame>().Single().Changes!)).Action);
    }

    [Fact]
    public void Apply_ABanThatWasNotKnown_EndsTheStayOfWhoCameBackSince()
    {
        var bob = _bob.Join(_room, head: 5);
        var ban = Events.Ruling(3, RulingKind.Banned, Events.Bob);

        var applied = _room.Apply(new LateEntries { Room = Events.Room, Epoch = Events.Epoch, From = 3, To = 3, Entries = [ban] });

        Assert.True(applied.HasRemoved);
        Assert.Equal([bob], _room.TakeRemoved());
    }

    [Fact]
    public void Offer_HoldsWhatWasDecidedHoweverMuchWasSaidSince()
    {
        _ann.Join(_room, head: 2);
        _room.Apply(Events.Ruling(3, RulingKind.Banned, Events.Bob));
        for (var seq = 4; seq <= 10; seq++)
        {
            _room.Apply(Events.Message(seq));
        }

        var offer = _room.Offer(new RoomFence(Events.Room, Events.Epoch + 1));

        Assert.Equal([3, 8, 9, 10], offer.Tail.Select(entry => entry.Seq));
    }
}
