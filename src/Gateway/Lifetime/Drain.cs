using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Leases;

namespace OrleansChat.Gateway.Lifetime;

/// <summary>
/// Sends this gateway's clients away before it stops. Where other gateways are alive each client is told when to open a new connection, which it does
/// before it closes the old one, so that nobody misses anything; where there is none, all are told to come back in a moment.
/// </summary>
internal sealed partial class Drain(
    ConnectionTable connections, LeaseKeeper leases, IOptions<DrainOptions> options, TimeProvider time, ILogger<Drain> logger)
{
    private static readonly TimeSpan LastWordTime = TimeSpan.FromMilliseconds(300);

    /// <summary>How long the last words may take: they are on their way, and a reader that does not take them is cut off.</summary>
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(2);

    /// <summary>Whether new connections must go elsewhere.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Sends the clients to other gateways, if there are any, and says goodbye to those who are left.</summary>
    public async Task SendAwayAsync(CancellationToken hurry)
    {
        IsDraining = true;
        if (leases.Gateways > 1 && connections.All is { Length: > 0 } leaving)
        {
            LogDraining(leaving.Length, options.Value.Window);

            // One that was on its way in when the draining began goes at once.
            connections.Added = late => late.Outbox.Enqueue(FrameEncoder.Encode(new DrainFrame(0)));
            for (var i = 0; i < leaving.Length; i++)
            {
                var delay = (long)(options.Value.Window.TotalMilliseconds * i / leaving.Length);
                leaving[i].Outbox.Enqueue(FrameEncoder.Encode(new DrainFrame(delay)));
            }

            await WhenEmptyAsync(options.Value.Window + options.Value.Patience, hurry);
        }

        var bye = FrameEncoder.Encode(new ByeFrame(
            ChatErrorCode.Draining, "The server stops; come back in a moment.", "resume", (long)options.Value.RetryAfter.TotalMilliseconds));
        foreach (var connection in connections.All)
        {
            connection.Outbox.Enqueue(bye);
        }

        // Most clients hang up at this word; the others are hung up on, but not before it can have left this process.
        await WhenEmptyAsync(LastWordTime, hurry);
        foreach (var connection in connections.All)
        {
            connection.Outbox.Finish();
        }

        await WhenEmptyAsync(GoodbyeTime, hurry);
    }

    private async Task WhenEmptyAsync(TimeSpan patience, CancellationToken hurry)
    {
        var empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connections.Emptied = () => empty.TrySetResult();
        if (connections.Count > 0)
        {
            await empty.Task.WaitAsync(patience, time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Sending {Connections} connections to other gateways within {Window}.")]
    private partial void LogDraining(int connections, TimeSpan window);
}
