using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>The requests that wait for their answers.</summary>
internal sealed class PendingInvocations
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _waiting = new();
    private readonly ConcurrentDictionary<string, Action<JsonElement, ChatError?>> _posted = new();
    private long _last;
    private volatile ChatDisconnectedException? _disconnected;

    public (string Id, Task<JsonElement> Answer) Add()
    {
        var id = NextId();

        // The receive loop completes answers, and must go on reading rather than run what waits for them.
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;

        // The end of the connection may have passed by between the caller's check and the line above.
        if (_disconnected is { } disconnected)
        {
            answer.TrySetException(disconnected);
        }

        return (id, answer.Task);
    }

    /// <summary>Adds a request whose answer takes its place among the frames; see <see cref="TakePosted"/>.</summary>
    public string Post(Action<JsonElement, ChatError?> answered)
    {
        var id = NextId();
        _posted[id] = answered;
        return id;
    }

    /// <summary>The answer of a posted request, where a completion message is one.</summary>
    public AnswerFrame? TakePosted(JsonElement completion)
    {
        if (!completion.TryGetProperty("invocationId", out var id) || !_posted.TryRemove(id.GetString() ?? "", out var answered))
        {
            return null;
        }

        var error = completion.TryGetProperty("error", out var text) && text.ValueKind == JsonValueKind.String
            ? new ChatError(ChatErrorCode.Internal, text.GetString()!)
            : null;
        return new AnswerFrame(answered, completion.TryGetProperty("result", out var result) ? result.Clone() : default, error);
    }

    public void Remove(string id) => _waiting.TryRemove(id, out _);

    /// <summary>Takes a completion message; an answer that nobody waits for any more is ignored.</summary>
    public void Complete(JsonElement completion)
    {
        if (!completion.TryGetProperty("invocationId", out var id) || !_waiting.TryRemove(id.GetString() ?? "", out var answer))
        {
            return;
        }

        if (completion.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String)
        {
            answer.TrySetException(new ChatException(new ChatError(ChatErrorCode.Internal, error.GetString()!)));
        }
        else
        {
            answer.TrySetResult(completion.TryGetProperty("result", out var result) ? result.Clone() : default);
        }
    }

    public void Fail(ChatDisconnectedException disconnected)
    {
        _disconnected = disconnected;
        foreach (var id in _waiting.Keys)
        {
            if (_waiting.TryRemove(id, out var answer))
            {
                answer.TrySetException(disconnected);
            }
        }
    }

    private string NextId() => Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
