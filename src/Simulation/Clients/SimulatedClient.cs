using System.Globalization;
using Microsoft.AspNetCore.SignalR;
using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Simulation.Faults;
using OrleansChat.Simulation.Nodes;
using OrleansChat.Simulation.Running;
using OrleansChat.Simulation.Scheduling;
using OrleansChat.Simulation.Sockets;

namespace OrleansChat.Simulation.Clients;

/// <summary>One device of a user: its connection, which it makes anew whenever it breaks, and the calls over it.</summary>
internal sealed class SimulatedClient : IPeer
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly Dictionary<long, Call> _calls = [];
    private readonly RoomConversation _conversation;
    private Socket? _socket;
    private ChatNode? _gateway;
    private TaskCompletionSource? _ended;
    private long _lastCall;
    private int _failures;

    public SimulatedClient(World world, int number, int user)
    {
        World = world;
        Number = number;
        UserNumber = user;
        User = $"user{user}";
        Name = $"client{number}";
        Dice = new Dice(world.Seed, 100 + number);
        Scheduler = new StepScheduler(world.Agenda, Name);
        _conversation = new RoomConversation(this);
    }

    public World World { get; }

    public int Number { get; }

    public string Name { get; }

    public string User { get; }

    public int UserNumber { get; }

    public Dice Dice { get; }

    public StepScheduler Scheduler { get; }

    public IReadOnlyList<ClientRoom> Rooms => _conversation.Rooms;

    public bool IsConnected => _socket is not null;

    public RoomConversation Conversation => _conversation;

    /// <summary>The number in a user's id.</summary>
    public static int NumberOf(string user) => int.Parse(user.AsSpan("user".Length), CultureInfo.InvariantCulture);

    public void Start()
    {
        World.Watch(Scheduler.Start(LiveAsync), Name);
        World.Watch(Scheduler.Start(_conversation.TalkAsync), Name);
    }

    /// <summary>The network to its gateway is gone; the gateway may take its time to notice.</summary>
    public bool Drop(TimeSpan gatewayNotices)
    {
        _socket?.Break(TimeSpan.Zero, gatewayNotices);
        return _socket is not null;
    }

    /// <summary>What comes to it now.</summary>
    public Wire? Incoming => _socket?.ToClient;

    public Task WaitAsync(TimeSpan time) => Task.Delay(time, World.Clock);

    /// <summary>Calls the hub; the answer is taken in the moment it arrives, before anything that comes behind it.</summary>
    /// <returns>The answer; null where none came.</returns>
    public Task<Result?> CallAsync(object request, Action<Result>? onAnswer = null)
    {
        if (_socket is not { } socket)
        {
            return Task.FromResult<Result?>(null);
        }

        var call = new Call(++_lastCall, onAnswer, new TaskCompletionSource<Result?>());
        _calls.Add(call.Number, call);
        if (World.Trace.Tells)
        {
            World.Trace.Tell(Name, $"asks {_gateway!.Name} {request}");
        }

        socket.ToServer.Send(new HubCall(call.Number, request));
        World.Watch(LimitAsync(call, socket), Name);
        return call.Answer.Task;
    }

    public void Receive(object item)
    {
        switch (item)
        {
            case SerializedHubMessage message:
                foreach (var frame in World.Decoder.Decode(message))
                {
                    Take(World.Tampering.Frame(frame));
                }

                break;
            case HubAnswer answer when _calls.Remove(answer.Number, out var call):
                if (World.Trace.Tells)
                {
                    World.Trace.Tell(Name, $"is answered {answer.Result}");
                }

                call.OnAnswer?.Invoke(answer.Result);
                call.Answer.SetResult(answer.Result);
                break;
            case SocketClosed:
                _socket?.Break(TimeSpan.Zero, TimeSpan.Zero);
                break;
        }
    }

    public void Closed()
    {
        if (World.Trace.Tells)
        {
            World.Trace.Tell(Name, "has lost its connection");
        }

        _socket = null;
        _conversation.Disconnected();
        foreach (var call in _calls.Values.ToArray())
        {
            call.Answer.TrySetResult(null);
        }

        _calls.Clear();
        _ended?.TrySetResult();
    }

    private async Task LiveAsync()
    {
        while (true)
        {
            if (World.ChooseGateway(Dice) is not { } gateway)
            {
                await WaitAsync(FirstRetry);
                continue;
            }

            var ended = _ended = new TaskCompletionSource();
            _gateway = gateway;
            _socket = new Socket(World.Agenda, World.Weather, this);
            gateway.Accept(_socket, new Person(new UserId(User), User));
            if (World.Trace.Tells)
            {
                World.Trace.Tell(Name, $"connects to {gateway.Name}");
            }

            if (await _conversation.ResumeAsync())
            {
                _failures = 0;
            }

            await ended.Task;
            var longest = FirstRetry * Math.Pow(2, Math.Min(_failures++, 10));
            await WaitAsync(Dice.UpTo(longest < LongestRetry ? longest : LongestRetry));
        }
    }

    private void Take(Frame frame)
    {
        if (World.Trace.Tells)
        {
            World.Trace.Tell(Name, $"is told {frame}");
        }

        switch (frame)
        {
            case RoomFrame ofRoom:
                _conversation.Take(ofRoom);
                break;
            case SlowFrame:
                World.Sometimes.Count(Occurrence.SlownessTold);
                break;
            case ByeFrame { Code: ChatErrorCode.Overloaded }:
                World.Sometimes.Count(Occurrence.SlowReaderClosed);
                break;
            case DrainFrame drain:
                World.Watch(MoveAsync(drain), Name);
                break;
        }
    }

    private async Task MoveAsync(DrainFrame drain)
    {
        var socket = _socket;
        await WaitAsync(TimeSpan.FromMilliseconds(drain.DelayMs));
        if (socket == _socket)
        {
            socket?.Break(TimeSpan.Zero, TimeSpan.Zero);
        }
    }

    /// <summary>Who gets no answer for long does not trust the connection any more.</summary>
    private async Task LimitAsync(Call call, Socket socket)
    {
        try
        {
            await call.Answer.Task.WaitAsync(AnswerLimit, World.Clock);
        }
        catch (TimeoutException)
        {
            socket.Break(TimeSpan.Zero, Dice.UpTo(AnswerLimit));
        }
    }

    private sealed record Call(long Number, Action<Result>? OnAnswer, TaskCompletionSource<Result?> Answer);
}
