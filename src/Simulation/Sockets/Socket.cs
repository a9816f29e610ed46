using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Sockets;

/// <summary>A connection between a client and a gateway. It breaks for both ends, though seldom for both at once.</summary>
internal sealed class Socket
{
    private readonly Agenda _agenda;
    private readonly IPeer _client;
    private IPeer? _server;
    private bool _clientKnows;
    private bool _serverKnows;

    public Socket(Agenda agenda, Dice dice, IPeer client)
    {
        _agenda = agenda;
        _client = client;
        ToClient = new Wire(agenda, dice) { Reader = client };
        ToServer = new Wire(agenda, dice);
    }

    public Wire ToClient { get; }

    public Wire ToServer { get; }

    public void Accept(IPeer server)
    {
        _server = server;
        ToServer.Reader = server;
    }

    /// <summary>Nothing more goes through; each end notices after its time.</summary>
    public void Break(TimeSpan clientNotices, TimeSpan serverNotices)
    {
        ToClient.Cut();
        ToServer.Cut();
        _agenda.AddAt(_agenda.Now + clientNotices.Ticks, new Notice(this, isForClient: true));
        _agenda.AddAt(_agenda.Now + serverNotices.Ticks, new Notice(this, isForClient: false));
    }

    private sealed class Notice(Socket socket, bool isForClient) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            ref var knows = ref isForClient ? ref socket._clientKnows : ref socket._serverKnows;
            if (!knows)
            {
                knows = true;
                var peer = isForClient ? socket._client : socket._server;
                peer?.Scheduler.Enter(peer.Closed);
            }
        }
    }
}
