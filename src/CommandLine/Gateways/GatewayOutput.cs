namespace OrleansChat.CommandLine.Gateways;

/// <summary>What the gateway prints: kept while it starts, for the case that it does not, and passed on once it runs.</summary>
internal sealed class GatewayOutput(TextWriter error)
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
                error.WriteLine(line);
            else
                Keep(line);
        }
    }

    public void PassOn()
    {
        lock (_lock)
        {
            _passOn = true;
            Print();
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
            Print();
            return new CommandFailedException(spoke ? $"{message} Its last words are above." : message);
        }
    }

    private void Keep(string line)
    {
        if (_kept.Count == MostKept)
            _kept.Dequeue();
        _kept.Enqueue(line);
    }

    private void Print()
    {
        while (_kept.TryDequeue(out var line))
            error.WriteLine(line);
    }
}
