using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class JoinManyOutageTests
{
    [Fact]
    public async Task JoinMany_OneRoomCannotBeReached_TheOthersAreJoinedAndTheirEventsFlow()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(services => services.AddSingleton<IEpochSource, AwayForOneRoom>());
        var ann = await gateway.ConnectAsync("Ann");

        var outcomes = await ann.Connection.JoinManyAsync([new JoinRequest("LOST"), new JoinRequest("FOUND")]);
        await ann.Connection.SendAsync("FOUND", "hello");

        Assert.Equal(ChatErrorCode.Unavailable, outcomes[0].Error?.Code);
        Assert.NotNull(outcomes[1].Joined);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var frame = Assert.IsType<MessageFrame>(await ann.Connection.Frames.ReadAsync(patience.Token));
        Assert.Equal(("FOUND", "hello"), (frame.Room, frame.Body));
    }

    private sealed class AwayForOneRoom : IEpochSource
    {
        private long _last;

        public ValueTask<long> NextAsync(RoomId room, long above, CancellationToken cancellationToken) =>
            room.Value == "LOST" ? throw new EpochsUnavailableException("The store is away.") : new ValueTask<long>(Interlocked.Increment(ref _last));
    }
}
