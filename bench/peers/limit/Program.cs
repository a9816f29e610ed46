using System.Globalization;
using System.Net;
using OrleansChat.Bench.Epoll;
using OrleansChat.Bench.Limit;

// The physical limit: one thread, one epoll, WebSocket frames, and for each delivery one send. No identity, order over nodes, history,
// acknowledgement, limit or eviction: only the system calls that no chat server can do without. It listens on loopback alone and ends with its input.
var listener = TcpSocket.Listen(new IPEndPoint(IPAddress.Loopback, args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 0), backlog: 4096);
Console.WriteLine($"listening at {listener.Port}");
new Thread(EndWithInput) { IsBackground = true }.Start();
using var loop = new EpollLoop();
var server = new LimitServer(loop, listener);
server.Begin();
while (true)
{
    server.Turn(timeout: null);
}

static void EndWithInput()
{
    while (Console.In.Read() >= 0)
    {
        // Nothing is said to this program; only the end of its input means something.
    }

    Environment.Exit(0);
}
