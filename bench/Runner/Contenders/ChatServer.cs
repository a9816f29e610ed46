using System.Net;
using OrleansChat.CommandLine.Gateways;

namespace OrleansChat.Bench.Contenders;

/// <summary>OrleansChat in one process, as <c>chat.cs up</c> runs it.</summary>
internal sealed class ChatServer : IRunningServer
{
    private readonly GatewayProcess _gateway;
    private readonly StringWriter _output = new();

    private ChatServer(string assembly, string folder, IEnumerable<string> settings)
    {
        var port = Ports.Free(1)[0];
        EndPoint = new IPEndPoint(IPAddress.Loopback, port);
        _gateway = GatewayProcess.Start(assembly, port, settings, folder, TextWriter.Synchronized(_output));
    }

    public IPEndPoint EndPoint { get; }

    public IReadOnlyList<int> Processes => [_gateway.Id];

    public bool HasEnded => _gateway.HasExited;

    public string LastWords => _output.ToString().Trim();

    public static async Task<IRunningServer> StartAsync(string assembly, string folder, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var server = new ChatServer(assembly, folder, settings);
        try
        {
            await server._gateway.WaitUntilReadyAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Killed, not stopped: a calm farewell to thousands of connections is not what is measured, and takes its time.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gateway.KillAsync();
        await _gateway.DisposeAsync();
        await _output.DisposeAsync();
    }
}
