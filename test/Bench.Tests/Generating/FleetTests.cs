using System.Net;
using OrleansChat.Bench.Dialects;
using OrleansChat.Bench.Epoll;
using OrleansChat.Bench.Generating;
using OrleansChat.Bench.Limit;

namespace OrleansChat.Bench.Tests.Generating;

/// <summary>The generator and the limit, turn by turn in one thread over real sockets.</summary>
public sealed class FleetTests
{
    private const int Enough = 10_000;

    [LinuxFact]
    public void Turn_AgainstTheLimit_EverybodyGetsEverythingOnceInOneOrder()
    {
        using var play = new Play(new FleetShape("0000000AB", Rooms: 3, Members: 5, BodyBytes: 64));
        play.OpenAll();

        play.Fleet.Recorder.Measure(0, long.MaxValue);
        for (var message = 0; message < 30; message++)
        {
            play.Fleet.Send(play.Fleet.Connections[message % 15], play.Fleet.Now);
        }

        play.Until(() => play.Fleet.Recorder.DeliveredEver == 150);
        Assert.Equal((0, 150), (play.Fleet.Outstanding, play.Fleet.Recorder.Deliveries.Count));
        Assert.All(play.Fleet.Rooms, room => Assert.Equal((10, 50, 0, 0), (room.Tally.Sent, room.Tally.Delivered, room.Tally.Twice, room.Tally.Disagreeing)));
        Assert.Empty(play.Fleet.Recorder.Troubles);
    }

    [LinuxFact]
    public void Send_MoreThanTheSocketsHold_ArrivesWhole()
    {
        using var play = new Play(new FleetShape("0000000AB", Rooms: 1, Members: 2, BodyBytes: 8000));
        play.OpenAll();

        // Nobody reads meanwhile, so that both sides have to keep what the kernel does not take.
        for (var message = 0; message < 2000; message++)
        {
            play.Fleet.Send(play.Fleet.Connections[0], play.Fleet.Now);
        }

        Assert.True(play.Fleet.Connections[0].Outbox.IsWaiting);
        play.Until(() => play.Fleet.Outstanding == 0);
        Assert.Equal((4000, 0, 0), (play.Fleet.Rooms[0].Tally.Delivered, play.Fleet.Rooms[0].Tally.Twice, play.Fleet.Rooms[0].Tally.Disagreeing));
        Assert.False(play.Fleet.Connections[0].Outbox.IsWaiting);
    }

    [LinuxFact]
    public void Turn_ServerThatCloses_IsCountedAndNotOwedAnything()
    {
        using var play = new Play(new FleetShape("0000000AB", Rooms: 1, Members: 2, BodyBytes: 64));
        play.OpenAll();

        // A close frame makes the limit close.
        play.Fleet.End(play.Fleet.Connections[0], "left");
        play.Fleet.Send(play.Fleet.Connections[1], play.Fleet.Now);

        play.Until(() => play.Fleet.Outstanding == 0);
        Assert.Equal((1, 1, 1), (play.Fleet.Ready, play.Fleet.Ended, play.Fleet.Rooms[0].Tally.Delivered));
    }

    private sealed class Play : IDisposable
    {
        private readonly EpollLoop _loop = new();
        private readonly TcpSocket _listener = TcpSocket.Listen(new IPEndPoint(IPAddress.Loopback, 0), 16);
        private readonly LimitServer _server;

        public Play(FleetShape shape)
        {
            _server = new LimitServer(_loop, _listener);
            _server.Begin();
            Fleet = new Fleet(shape, new IPEndPoint(IPAddress.Loopback, _listener.Port), new LimitDialect());
        }

        public Fleet Fleet { get; }

        public void OpenAll()
        {
            foreach (var connection in Fleet.Connections)
            {
                Fleet.Open(connection);
            }

            Until(() => Fleet.Ready == Fleet.Connections.Length);
        }

        public void Until(Func<bool> isDone)
        {
            for (var turn = 0; !isDone(); turn++)
            {
                Assert.True(turn < Enough, $"not done after {turn} turns: {Fleet.Ready} ready, {Fleet.Outstanding} outstanding");
                _server.Turn(TimeSpan.FromMilliseconds(1));
                Fleet.Turn(1000);
            }
        }

        public void Dispose()
        {
            Fleet.Dispose();
            _server.Turn(TimeSpan.Zero);
            _listener.Close();
            _loop.Dispose();
        }
    }
}
