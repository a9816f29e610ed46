using OrleansChat.LoadTest.Processes.Protocol;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Processes;

/// <summary>The end of the line to the lead, in a process that plays a share.</summary>
/// <param name="messages">Where the lead reads.</param>
/// <param name="stop">Cancelled when the lead cuts the run short.</param>
internal sealed class LeadLink(TextWriter messages, CancellationTokenSource stop) : IRunLead
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<PlayShare> _order = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<long> _start = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What to do.</summary>
    public Task<PlayShare> Order => _order.Task;

    public void Sampled(RunSample sample) => Tell(new ShareSampled(sample));

    public Task<long> StartAsync(CancellationToken stop)
    {
        Tell(new ShareOpened());
        return _start.Task.WaitAsync(stop);
    }

    /// <summary>Takes a line of the lead.</summary>
    public void Take(string line)
    {
        switch (ProtocolLines.ReadLead(line))
        {
            case PlayShare order:
                _order.TrySetResult(order);
                break;
            case StartAt start:
                _start.TrySetResult(start.Microseconds);
                break;
            case StopSending:
                stop.Cancel();
                break;
            default:
                throw new InvalidOperationException($"The lead wrote a line that is no message: {line}");
        }
    }

    /// <summary>Tells the lead something; one that is gone is found out by the end of its orders.</summary>
    public void Tell(ShareMessage message)
    {
        lock (_gate)
        {
            try
            {
                messages.WriteLine(ProtocolLines.Write(message));
                messages.Flush();
            }
            catch (IOException)
            {
                // This process ends with the orders.
            }
        }
    }
}
