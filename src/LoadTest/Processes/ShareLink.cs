using OrleansChat.LoadTest.Processes.Protocol;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Processes;

/// <summary>The lead's end of the line to one process that plays a share.</summary>
/// <param name="share">What it plays.</param>
/// <param name="orders">Where it is told what to do.</param>
/// <param name="timeline">Hears how it stands.</param>
/// <param name="silence">Runs out when it has said nothing for too long.</param>
internal sealed class ShareLink(RunShare share, TextWriter orders, Timeline timeline, SilenceLimit silence)
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RunFigures> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when its connections are in their rooms or have failed, and when it has finished without.</summary>
    /// <exception cref="LoadException">It will not come to that.</exception>
    public Task Opened => _opened.Task;

    /// <summary>Completes with what it found out.</summary>
    /// <exception cref="LoadException">It refused, died, or says nothing more.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before it had a connection.</exception>
    public Task<RunFigures> Finished => _finished.Task;

    /// <summary>Listens until the process says no more.</summary>
    /// <param name="messages">What it says.</param>
    /// <param name="describeEnd">How it ended, when it did.</param>
    public async Task ListenAsync(TextReader messages, Func<Task<string>> describeEnd)
    {
        using var watch = silence.Watch(limit => Fail(new LoadException(
            $"{share.Name} has said nothing for {limit.TotalSeconds:0} seconds, so the run says nothing either.")));
        await LineReading.RunAsync(messages, line =>
        {
            watch.Heard();
            Take(ProtocolLines.ReadShare(line));
        });
        if (!_finished.Task.IsCompleted)
        {
            Fail(new LoadException($"{share.Name} ended before it had told its figures ({await describeEnd()}), so the run says nothing."));
        }
    }

    /// <summary>Tells it something; a process that is gone is found out by its silence.</summary>
    public void Tell(LeadMessage message)
    {
        lock (_gate)
        {
            try
            {
                orders.WriteLine(ProtocolLines.Write(message));
                orders.Flush();
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // The end of its output says the same, and why.
            }
        }
    }

    private void Take(ShareMessage? message)
    {
        switch (message)
        {
            case ShareSampled sampled:
                timeline.Add(share.Number, sampled.Sample);
                break;
            case ShareOpened:
                _opened.TrySetResult();
                break;
            case ShareFinished finished:
                timeline.Finish(share.Number);
                _finished.TrySetResult(finished.Figures);
                _opened.TrySetResult();
                break;
            case ShareRefused refused:
                Fail(new LoadException(refused.Reason));
                break;
            case ShareStopped:
                Fail(new OperationCanceledException());
                break;
            default:
                Fail(new LoadException($"{share.Name} wrote a line that is no message, so the run says nothing."));
                break;
        }
    }

    private void Fail(Exception exception)
    {
        _finished.TrySetException(exception);
        _opened.TrySetException(exception);
    }
}
