namespace OrleansChat.CommandLine.Gateways;

/// <summary>What the gateway prints: kept while it starts, for the case that it does not, and passed on once it runs.</summary>
/// <param name="error">Where its last words go, if it does not start.</param>
/// <param name="running">Where its words go once it runs.</param>
internal sealed class GatewayOutput(TextWriter error, TextWriter running)
{
    private const int MostKept = 40;

    private readonly Lock _lock = new();
    private readonly Queue<string> _kept = new();
    private bool _passOn;

    public bool SaysPortIsTaken { get; private set; }

    public void Take(string line)
    {
        lock (_lock)
        {
            // Kestrel's words for it, the same on every system.
            SaysPortIsTaken |= line.Contains("address already in use", StringComparison.OrdinalIgnoreCase);
            if (_passOn)
                running.WriteLine(line);
            else
                Keep(line);
        }
    }

    public void PassOn()
    {
        lock (_lock)
        {
            _passOn = true;
            Print(running);
        }
    }

    /// <summary>Prints the gateway's last words; the message for the line after them. A gateway that explained itself in one line is quoted alone.</summary>
    public CommandFailedException Explain(string message)
    {
        lock (_lock)
        {
            if (_kept.Count == 1)
                return new CommandFailedException(_kept.Dequeue());

            var spoke = _kept.Count > 0;
            Print(error);
            return new CommandFailedException(spoke ? $"{message} Its last words are above." : message);
        }
    }

    private void Keep(string line)
    {
        if (_kept.Count == MostKept)
            _kept.Dequeue();
        _kept.Enqueue(line);
    }

    private void Print(TextWriter writer)
    {
        while (_kept.TryDequeue(out var line))
            writer.WriteLine(line);
    }
}
