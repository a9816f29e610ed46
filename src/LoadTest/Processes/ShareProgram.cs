using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Processes.Protocol;
using OrleansChat.LoadTest.Reporting;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Processes;

/// <summary>The program where it plays a share for another process.</summary>
/// <param name="orders">What that one tells.</param>
/// <param name="messages">Where it is told how it goes.</param>
internal sealed class ShareProgram(TextReader orders, TextWriter messages)
{
    /// <summary>The one argument of such a process; nobody types it.</summary>
    public const string Verb = "play-share";

    /// <summary>Plays until everything is told, or until the lead is gone, which ends it at once.</summary>
    /// <returns>The exit code; it is the lead that judges what was found.</returns>
    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        var lead = new LeadLink(messages, stop);
        var listening = LineReading.RunAsync(orders, lead.Take);
        var playing = PlayAsync(lead, stop.Token);
        return await Task.WhenAny(playing, listening) == playing && await playing ? Verdict.Fine : Verdict.Invalid;
    }

    private static async Task<bool> PlayAsync(LeadLink lead, CancellationToken stop)
    {
        var order = await lead.Order;
        try
        {
            var run = new ShareRun(order.Options, order.Share, order.Run, new RunClock(order.ClockOrigin), lead);
            lead.Tell(new ShareFinished(await run.RunAsync(stop)));
            return true;
        }
        catch (LoadException exception)
        {
            lead.Tell(new ShareRefused(exception.Message));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            lead.Tell(new ShareStopped());
        }

        return false;
    }
}
