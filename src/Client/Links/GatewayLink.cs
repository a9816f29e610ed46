using System.Text.Json;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Links;

/// <summary>
/// One connection as a part of a client's life: hands frames and answers over in the order in which the server wrote them, one at a time, and breaks
/// off where the server stops answering. A call whose answer does not come is never answered here; the link's end says so for all of them.
/// </summary>
internal sealed class GatewayLink : IAsyncDisposable
{
    private readonly ChatConnection _connection;
    private readonly TimeSpan _patience;
    private readonly Lock _gate = new();
    private readonly ITimer _overdue;
    private readonly TaskCompletionSource<LinkEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DrainFrame> _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _idle;
    private int _unanswered;

    public GatewayLink(ChatConnection connection, long number, ChatConnectionOptions options)
    {
        _connection = connection;
        _patience = options.InvocationTimeout;
        _overdue = options.TimeProvider.CreateTimer(_ => connection.Abort(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Number = number;
    }

    public long Number { get; }

    /// <summary>Completes, and never fails, when the link has ended.</summary>
    public Task<LinkEnd> Ended => _ended.Task;

    /// <summary>Completes when the gateway asks its clients to move.</summary>
    public Task<DrainFrame> Drained => _drained.Task;

    /// <summary>Begins to hand over what comes.</summary>
    public void Start(Action<Frame> received) => _ = RunAsync(received);

    /// <summary>Calls a hub method. One of the two is called in the answer's place among the frames, or neither where the link ends before.</summary>
    public void Post<T>(string target, object argument, Action<T> done, Action<ChatError> refused)
    {
        lock (_gate)
        {
            if (_unanswered++ == 0)
            {
                _overdue.Change(_patience, Timeout.InfiniteTimeSpan);
            }
        }

        _ = _connection.PostAsync(target, argument, (result, error) =>
        {
            Answered();
            if (error is not null || ChatConnection.IsRefusal(result, out error))
            {
                refused(error);
            }
            else
            {
                done(result.Deserialize<T>(HubJson.Options) ?? throw new JsonException($"The answer of {target} is null."));
            }
        });
    }

    /// <summary>Completes when no answer is awaited any more, or none will come.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            if (_unanswered == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return Task.WhenAny(_idle.Task, Ended);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await Ended;
    }

    private async Task RunAsync(Action<Frame> received)
    {
        ByeFrame? bye = null;
        string? fault = null;
        try
        {
            await foreach (var frame in _connection.Frames.ReadAllAsync())
            {
                bye = frame as ByeFrame;
                if (bye is not null)
                {
                    break;
                }

                Take(frame, received);
            }
        }
        catch (JsonException exception)
        {
            fault = $"The server's answer cannot be read: {exception.Message}";
        }
        finally
        {
            await _overdue.DisposeAsync();
            await _connection.DisposeAsync();
            var closure = await _connection.Closed;
            _ended.SetResult(new LinkEnd(bye?.Message ?? fault ?? closure.Reason, bye));
        }
    }

    private void Take(Frame frame, Action<Frame> received)
    {
        switch (frame)
        {
            case AnswerFrame answer:
                answer.Take();
                break;
            case DrainFrame drain:
                _drained.TrySetResult(drain);
                break;
            case RoomFrame or PresenceFrame:
                received(frame);
                break;
            default:
                // What is said about slowness changes nothing: only what the latest frame replaces is left out.
                break;
        }
    }

    private void Answered()
    {
        lock (_gate)
        {
            // Answers come one after another, so each one is a sign of life for all that wait.
            _overdue.Change(--_unanswered == 0 ? Timeout.InfiniteTimeSpan : _patience, Timeout.InfiniteTimeSpan);
            if (_unanswered == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }
}
