namespace OrleansChat.Processes.Tests.Faults;

/// <summary>How bytes go in one direction: at once, late, slowly, or not at all for now. It may be changed while they flow.</summary>
internal sealed class FlowRule(TimeProvider time)
{
    private volatile TaskCompletionSource? _stall;

    /// <summary>How long each piece is held back.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How many bytes pass in a second; 0 for as many as come.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>Lets nothing pass, and takes nothing either, so that the sender's own buffers fill.</summary>
    public void Stall() => _stall ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends a stall.</summary>
    public void Resume()
    {
        var stall = _stall;
        _stall = null;
        stall?.SetResult();
    }

    /// <summary>Completes when a piece may pass.</summary>
    public async Task AdmitAsync(int bytes, CancellationToken cancellationToken)
    {
        var wait = Delay + (BytesPerSecond > 0 ? TimeSpan.FromSeconds((double)bytes / BytesPerSecond) : TimeSpan.Zero);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
        while (_stall is { } stall)
            await stall.Task.WaitAsync(cancellationToken);
    }
}
