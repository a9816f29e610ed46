using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;

namespace OrleansChat.Gateway.Tests.Connections;

/// <summary>A transport that keeps what is written. Blocked, it takes one more frame and is done with each only when the test lets it.</summary>
internal sealed class FrameRecorder : IFrameWriter
{
    private static readonly JsonHubProtocol Json = new();

    private readonly Channel<TaskCompletionSource> _blocked = Channel.CreateUnbounded<TaskCompletionSource>();

    public List<SerializedHubMessage> Written { get; } = [];

    public bool IsBlocked { get; set; }

    public bool IsAborted { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>What was written, as a client reads it.</summary>
    public Frame[] Frames => [.. Written.SelectMany(ReadAll)];

    /// <summary>The next write that waits for the test to complete or to fail it.</summary>
    public Task<TaskCompletionSource> NextBlockedAsync() => _blocked.Reader.ReadAsync().AsTask().WaitAsync(Hosting.Participant.Patience);

    /// <summary>The transport keeps up again: lets go what it holds, and takes everything from then on.</summary>
    public async Task UnblockAsync()
    {
        IsBlocked = false;
        (await NextBlockedAsync()).SetResult();
    }

    public ValueTask WriteAsync(OutboundFrame frame, CancellationToken cancellationToken)
    {
        Written.Add(frame.Message);
        if (!IsBlocked)
        {
            return ValueTask.CompletedTask;
        }

        var write = new TaskCompletionSource();
        _blocked.Writer.TryWrite(write);
        return new ValueTask(write.Task);
    }

    public void Close() => IsClosed = true;

    public void Abort() => IsAborted = true;

    /// <summary>A single frame as a client reads it.</summary>
    public static Frame Read(SerializedHubMessage message) => ReadAll(message).Single();

    private static Frame[] ReadAll(SerializedHubMessage message)
    {
        using var document = JsonDocument.Parse(message.GetSerializedMessage(Json)[..^1]);
        return document.RootElement.GetProperty("arguments")[0].Deserialize<Frame[]>(ChatJson.Options)!;
    }
}
