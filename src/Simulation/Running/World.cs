using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Embedded;
using OrleansChat.History;
using OrleansChat.Simulation.Checking;
using OrleansChat.Simulation.Clients;
using OrleansChat.Simulation.Faults;
using OrleansChat.Simulation.Network;
using OrleansChat.Simulation.Nodes;
using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Running;

/// <summary>All there is in one simulation: the nodes, the network, the clients, the time, and what was seen.</summary>
internal sealed class World
{
    /// <summary>Every call is answered or given up in 5 s; the runtime looks once a second for those that are over.</summary>
    private static readonly TimeSpan PromptEnough = TimeSpan.FromSeconds(6.5);

    /// <summary>What a bucket that was lost may let through.</summary>
    private const int MostOverLimit = 5;

    private readonly List<ChatNode> _nodes = [];
    private readonly Dictionary<string, RoomHistory> _histories = [];
    private readonly long[] _messages;
    private readonly Findings _findings = new();
    private readonly LimitChecker _messageLimit;
    private readonly LimitChecker _changeLimit;
    private ChatNode? _starting;
    private int _noted;
    private int _lastNode;

    public World(long seed, FaultKinds allowed, Trace trace, Tampering tampering)
    {
        Seed = seed;
        Tampering = tampering;
        Trace = trace;
        Profile = Profile.Draw(new Dice(seed, 1), allowed);
        Agenda = new Agenda(new Dice(seed, 2), trace);
        trace.Follow(Agenda);
        Weather = new Dice(seed, 4);
        Scheduler = new StepScheduler(Agenda, "world");
        Clock = new NodeClock(Agenda, Scheduler);
        Store = new EpochStore(Clock);
        Network = new SimulatedNetwork(Agenda, new Dice(seed, 5), Profile, Sometimes);
        _messages = new long[Profile.Users];

        // Each device may have one call under way whose token was taken a while before it is answered.
        LimitChecker LimitOf(string what) => new(
            what, _findings, Profile.MessageLimit, Profile.MessageLimit, TimeSpan.FromSeconds(60), MostOverLimit + Profile.Clients - Profile.Users + 1);
        (_messageLimit, _changeLimit) = (LimitOf("messages"), LimitOf("changes"));
        RoomNames = [.. Enumerable.Range(1, Profile.Rooms).Select(number => $"ROOM{number}")];
        foreach (var name in RoomNames)
        {
            _histories.Add(name, new RoomHistory(name, _findings, NoteFindings));
        }

        // The runtime's own options come as an action for all silos; which node is being started only the world knows.
        Cluster = EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
        {
            Silos = 0,
            Seed = unchecked((int)seed),
            TurnScheduler = new AgendaTurns(Agenda),
            TimeProvider = Clock,
            Transport = Network,
            ConfigureSilo = silo => NodeServices.AddSilo(silo, _starting!, Profile, Store),
            ConfigureClient = client => NodeServices.AddClient(client, _starting!, Profile),
            StartService = (services, service) => services.GetRequiredService<ChatNode>().StartService(service),
        }).GetAwaiter().GetResult();
        Clients = [.. Enumerable.Range(1, Profile.Clients).Select(number => new SimulatedClient(this, number - 1, (number - 1) % Profile.Users))];
    }

    public long Seed { get; }

    public Profile Profile { get; }

    public Trace Trace { get; }

    public Tampering Tampering { get; }

    public Agenda Agenda { get; }

    /// <summary>The world's own time, which is right.</summary>
    public NodeClock Clock { get; }

    public StepScheduler Scheduler { get; }

    /// <summary>Decides about sockets.</summary>
    public Dice Weather { get; }

    public SimulatedNetwork Network { get; }

    public EpochStore Store { get; }

    public EmbeddedCluster Cluster { get; }

    public FrameDecoder Decoder { get; } = new();

    public Sometimes Sometimes { get; } = new();

    public List<Checking.Violation> Violations { get; } = [];

    public IReadOnlyList<string> RoomNames { get; }

    public IReadOnlyList<SimulatedClient> Clients { get; }

    public IReadOnlyList<ChatNode> Nodes => _nodes;

    public RoomHistory History(string room) => _histories[room];

    public ChatNode StartNode(bool isClient)
    {
        var node = _starting = new ChatNode(this, ++_lastNode);
        if (isClient)
        {
            node.Member = Cluster.StartClient();
            Watch(Scheduler.Start(() => OpenClientAsync(node)), node.Name);
        }
        else
        {
            // Entered, so that it goes on by the world's schedule where a service takes its time to start.
            Scheduler.Enter(() => Watch(OpenSiloAsync(node), node.Name));
        }

        _nodes.Add(node);
        Tell("world", $"starts {node.Name}{(isClient ? " without a silo" : "")} as {node.Member.Address}");
        return node;
    }

    private async Task OpenSiloAsync(ChatNode node)
    {
        await Cluster.StartSiloAsync(silo => node.Member = silo);
        node.Open();
    }

    private static async Task OpenClientAsync(ChatNode node)
    {
        foreach (var service in node.Services.GetServices<IHostedService>())
        {
            await node.StartService(service);
        }

        node.Open();
    }

    public void Lose(ChatNode node)
    {
        _nodes.Remove(node);
        if (node.Member is EmbeddedSilo silo)
        {
            Cluster.KillSilo(silo);
        }
        else
        {
            Cluster.KillClient((EmbeddedClient)node.Member);
        }
    }

    public ChatNode? ChooseGateway(Dice dice)
    {
        var open = _nodes.FindAll(node => node.IsOpen);
        return open.Count > 0 ? dice.Of(open) : null;
    }

    /// <summary>Sees to it that a failure of work that nobody waits for is known.</summary>
    public void Watch(Task work, string who) => work.ContinueWith(
        (failed, name) => Fail((string)name!, failed.Exception!.InnerException!),
        who,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        Scheduler);

    /// <summary>Counts what a user says and does to messages, over all devices.</summary>
    public long NextMessage(int user) => ++_messages[user];

    /// <summary>A message, or what somebody does to one, was taken.</summary>
    public void Accepted(string user, bool isChange)
    {
        (isChange ? _changeLimit : _messageLimit).Accepted(SimulatedClient.NumberOf(user), TimeSpan.FromTicks(Agenda.Now));
        NoteFindings(_findings);
    }

    /// <summary>Code failed in a way that it must not.</summary>
    public void Fail(string who, Exception exception) => Report(Checking.Violation.Fault, $"{who}: {exception}");

    public void Report(string kind, string text)
    {
        Violations.Add(new Checking.Violation(kind, text, TimeSpan.FromTicks(Agenda.Now)));
        Tell("judge", $"{kind}: {text}");
    }

    public void CheckPromptness(object request, TimeSpan taken)
    {
        if (taken > PromptEnough)
        {
            Report(Checking.Violation.Unanswered, FormattableString.Invariant($"{request} was answered after {taken.TotalSeconds:0.0} s"));
        }
    }

    public void Tell(string who, string what)
    {
        if (Trace.Tells)
        {
            Trace.Tell(who, what);
        }
    }

    public void Finish()
    {
        foreach (var name in RoomNames)
        {
            _histories[name].Finish();
        }
    }

    private void NoteFindings(Findings findings)
    {
        foreach (var found in findings.First.Skip(_noted))
        {
            Report(found.Kind.Name(), found.Text);
        }

        _noted = findings.First.Count;
    }
}
