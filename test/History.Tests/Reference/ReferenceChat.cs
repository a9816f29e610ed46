namespace OrleansChat.History.Tests.Reference;

/// <summary>One run of the reference chat: a seed decides what its clients do and what happens to them.</summary>
internal sealed class ReferenceChat
{
    private const int Users = 4;
    private const int Steps = 400;

    private readonly Random _random;
    private readonly RoomChecker _checker;
    private readonly ReferenceRoom _room;
    private readonly ReferenceClient[] _clients;

    public ReferenceChat(int seed, Bug bug = Bug.None)
    {
        _random = new Random(seed);
        _checker = new RoomChecker("R", Findings);
        var limits = new LimitChecker("messages", Findings, ReferenceLimit.Burst, ReferenceLimit.PerMinute, TimeSpan.FromMinutes(1));
        _room = new ReferenceRoom(bug, _random, _checker, limits);
        var users = Enumerable.Range(0, Users).Select(user => new ReferenceUser(user)).ToArray();
        _clients = [.. Enumerable.Range(0, 2 + seed % 4).Select(client => new ReferenceClient(client, users[client % Users], _checker, _room))];
    }

    public Findings Findings { get; } = new();

    /// <summary>How often each thing happened.</summary>
    public Dictionary<string, int> Happened { get; } = [];

    public ReferenceChat Run()
    {
        for (var step = 0; step < Steps; step++)
        {
            _room.Now = TimeSpan.FromSeconds(step);
            Step(_clients[_random.Next(_clients.Length)]);
        }

        Heal();
        _checker.Finish();
        return this;
    }

    private void Step(ReferenceClient client)
    {
        switch (_random.Next(100))
        {
            case < 3:
                Note("crash");
                _room.Crash();
                break;
            case < 13:
                _room.Replicate();
                break;
            case < 16 when client.State == ReferenceClientState.Away:
                Note("expire");
                _room.Expire(client);
                break;
            case < 18 when client.State == ReferenceClientState.Inside:
                Note("digest");
                _room.Digest(client);
                break;
            case < 40:
                _room.Pump(client, _random.Next(1, 4));
                break;
            case < 70 when client.Socket.TryDequeue(out var read):
                read();
                break;
            default:
                Act(client);
                break;
        }
    }

    private void Act(ReferenceClient client)
    {
        var choice = _random.Next(100);
        switch (client.State)
        {
            case ReferenceClientState.Outside:
                Note("join");
                client.Join();
                break;
            case ReferenceClientState.Away:
                Note("resume");
                client.Resume();
                break;
            case ReferenceClientState.Inside when choice < 12:
                Note("leave");
                client.Leave();
                break;
            case not ReferenceClientState.Outside when choice < 22:
                Note("drop");
                client.Drop();
                break;
            case ReferenceClientState.Inside when choice < 45:
                Note("retry");
                client.Retry(arrives: choice < 43);
                break;
            case ReferenceClientState.Inside:
                Note("send");
                client.Send(arrives: choice < 95);
                break;
        }
    }

    /// <summary>Everything gets through at last, and who was away comes back.</summary>
    private void Heal()
    {
        foreach (var client in _clients.Where(client => client.State == ReferenceClientState.Away && client.Socket.Count == 0))
        {
            client.Resume();
        }

        _room.Replicate();
        for (var isBusy = true; isBusy;)
        {
            isBusy = false;
            foreach (var client in _clients)
            {
                _room.Pump(client, int.MaxValue);
                while (client.Socket.TryDequeue(out var read))
                {
                    isBusy = true;
                    read();
                }
            }
        }
    }

    private void Note(string what) => Happened[what] = Happened.GetValueOrDefault(what) + 1;
}
