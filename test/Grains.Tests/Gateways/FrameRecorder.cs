using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;

namespace OrleansChat.Grains.Tests.Gateways;

/// <summary>Stands where a socket would, and reads back what was written to it.</summary>
internal sealed class FrameRecorder : IFrameWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<Frame> _frames = [];
    private readonly List<(Func<IReadOnlyList<Frame>, bool> Condition, TaskCompletionSource Met)> _waiting = [];

    public IReadOnlyList<Frame> Frames
    {
        get
        {
            lock (_lock)
            {
                return [.. _frames];
            }
        }
    }

    public IReadOnlyList<MessageFrame> Messages => [.. Frames.OfType<MessageFrame>()];

    public ValueTask WriteAsync(OutboundFrame frame, CancellationToken cancellationToken)
    {
        // Frames are serialised for the JSON protocol alone, so any protocol of that name finds the bytes.
        var bytes = frame.Message.GetSerializedMessage(NamedJson.Instance);
        using var document = JsonDocument.Parse(bytes[..^1]);
        var frames = document.RootElement.GetProperty("arguments")[0].Deserialize<Frame[]>(ChatJson.Options)!;
        lock (_lock)
        {
            _frames.AddRange(frames);
            foreach (var (condition, met) in _waiting)
            {
                if (condition(_frames))
                {
                    met.TrySetResult();
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    public void Close()
    {
    }

    public void Abort()
    {
    }

    /// <summary>Waits until that many messages have come.</summary>
    public Task WhenMessagesAsync(int count) =>
        WhenAsync(frames => frames.OfType<MessageFrame>().Count() >= count, $"{count} messages");

    /// <summary>Waits until what has come meets a condition.</summary>
    public async Task WhenAsync(Func<IReadOnlyList<Frame>, bool> condition, string expected)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (condition(_frames))
            {
                return;
            }

            _waiting.Add((condition, met));
        }

        try
        {
            await met.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Expected {expected}; came: {string.Join(", ", Frames)}");
        }
    }
}
