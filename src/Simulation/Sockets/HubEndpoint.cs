using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Simulation.Nodes;
using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Sockets;

/// <summary>
/// The gateway's end of a socket. It does what SignalR does around the real hub: a call at a time, answers in order with the frames, a fault of the cluster as
/// an answer, and the hub's own ending when the socket ends.
/// </summary>
internal sealed class HubEndpoint : IPeer
{
    private static readonly ObjectFactory<ChatHub> NewHub = ActivatorUtilities.CreateFactory<ChatHub>([]);
    private static readonly TimeSpan Promptly = TimeSpan.FromMilliseconds(2);

    private readonly ChatNode _node;
    private readonly Socket _socket;
    private readonly ClientConnection _connection;
    private readonly SimulatedCallerContext _caller;
    private readonly Queue<HubCall> _calls = new();
    private TaskCompletionSource? _more;
    private bool _isClosed;

    public HubEndpoint(ChatNode node, Socket socket, ConnectionId id, Person person)
    {
        _node = node;
        _socket = socket;
        var outbox = new Outbox(
            new SocketWriter(socket.ToClient, () => node.World.Watch(node.Scheduler.Start(HangUpAsync), node.Name), Abort), node.Services.GetRequiredService<SlowReaders>());
        _connection = new ClientConnection(id, person, null, outbox);
        _caller = new SimulatedCallerContext(_connection, Abort);
    }

    public StepScheduler Scheduler => _node.Scheduler;

    public Socket Socket => _socket;

    public async Task RunAsync()
    {
        try
        {
            await NewHubOfCaller().OnConnectedAsync();
        }
        catch (Exception exception) when (exception is HubException || FaultFilter.IsOutage(exception))
        {
            await HangUpAsync();
            return;
        }

        await CallAsync();
        await NewHubOfCaller().OnDisconnectedAsync(null);
    }

    public void Receive(object item)
    {
        _calls.Enqueue((HubCall)item);
        Wake();
    }

    public void Closed()
    {
        _isClosed = true;
        _node.Forget(this);
        Wake();
    }

    /// <summary>Ends the connection in good order: what was sent arrives, then the end.</summary>
    public async Task HangUpAsync()
    {
        await WriteAsync(new SocketClosed());
        Closed();
    }

    private async Task CallAsync()
    {
        Task? call = null;
        while (!_isClosed)
        {
            // An ending does not wait for the call that is under way.
            if (call is not { IsCompleted: false } && _calls.TryDequeue(out var next))
            {
                call = AnswerAsync(next);
            }

            if (call is { IsCompleted: false } || _calls.Count == 0)
            {
                _more = new TaskCompletionSource();
                await _more.Task;
            }
        }
    }

    private async Task AnswerAsync(HubCall call)
    {
        var started = _node.World.Agenda.Now;
        var answer = await InvokeAsync(call.Request);
        _node.World.CheckPromptness(call.Request, TimeSpan.FromTicks(_node.World.Agenda.Now - started));
        if (answer is Ack)
        {
            _node.World.Accepted(_connection.Person.Id.Value, isChange: call.Request is ChangeRequest);
        }

        await WriteAsync(new HubAnswer(call.Number, _node.World.Tampering.Answer(answer as Result ?? ((Answer)answer).Result)));
        (answer as Answer)?.AfterWritten();
        Wake();
    }

    private async Task<object> InvokeAsync(object request)
    {
        var hub = NewHubOfCaller();
        try
        {
            return request switch
            {
                HelloRequest hello => await hub.Hello(hello),
                JoinRequest join => await hub.Join(join),
                LeaveRequest leave => await hub.Leave(leave),
                SendRequest send => await hub.Send(send),
                EditRequest edit => await hub.Edit(edit),
                DeleteRequest delete => await hub.Delete(delete),
                ReactRequest react => await hub.React(react),
                PinRequest pin => await hub.Pin(pin),
                TypingRequest typing => await hub.Typing(typing),
                MarkReadRequest read => await hub.MarkRead(read),
                FetchRequest fetch => await hub.Fetch(fetch),
                MembersRequest members => await hub.Members(members),
                _ => throw new ArgumentOutOfRangeException(nameof(request), request, "The hub has no such method."),
            };
        }
        catch (Exception exception) when (FaultFilter.IsOutage(exception))
        {
            return FaultFilter.Unavailable;
        }
#pragma warning disable CA1031 // Whatever else the hub throws is a fault of the product, which its client would be told as INTERNAL.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _node.World.Fail(_node.Name, exception);
            return FaultFilter.Unavailable;
        }
    }

    /// <summary>A socket that is gone takes no answer; the hub's ending does the rest.</summary>
    private async Task WriteAsync(object item)
    {
        try
        {
            await _socket.ToClient.WriteAsync(item);
        }
        catch (IOException)
        {
            // The client will ask again over another socket.
        }
    }

    private ChatHub NewHubOfCaller()
    {
        var hub = NewHub(_node.Services, null);
        hub.Context = _caller;
        return hub;
    }

    private void Abort() => _socket.Break(Promptly, Promptly);

    private void Wake()
    {
        var more = _more;
        _more = null;
        more?.TrySetResult();
    }
}
