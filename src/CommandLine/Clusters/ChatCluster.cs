using System.Globalization;

namespace OrleansChat.CommandLine.Clusters;

/// <summary>The nodes: started together, killed in turn if that is wanted, started again when they end, stopped together.</summary>
internal sealed class ChatCluster(IReadOnlyList<ClusterNode> nodes, Terminal terminal) : IAsyncDisposable
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
            await node.StartAsync();
        foreach (var node in nodes)
        {
            await node.WaitUntilReadyAsync(cancellationToken);
            terminal.Say($"{node.Name}: {node.Url.OriginalString} (log: {node.Log})");
        }
    }

    /// <summary>Runs until it is cancelled. A node that does not come back ends it.</summary>
    /// <param name="killEvery">The time between two kills; infinite for none.</param>
    /// <param name="cancellationToken">Ends the run, not the nodes.</param>
    public async Task RunAsync(TimeSpan killEvery, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(killEvery);
        var kill = timer.WaitForNextTickAsync(cancellationToken).AsTask();
        var kills = 0;
        while (true)
        {
            await Task.WhenAny([kill, .. nodes.Select(node => node.Ended)]);
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var node in nodes.Where(node => node.Ended.IsCompleted))
                await StartAgainAsync(node, $"ended with exit code {await node.Ended}", cancellationToken);

            if (!kill.IsCompleted)
                continue;
            var victim = nodes[kills++ % nodes.Count];
            await victim.KillAsync();
            await StartAgainAsync(victim, "killed", cancellationToken);
            kill = timer.WaitForNextTickAsync(cancellationToken).AsTask();
        }
    }

    public Task StopAsync() => Task.WhenAll(nodes.Select(node => node.StopAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    private async Task StartAgainAsync(ClusterNode node, string what, CancellationToken cancellationToken)
    {
        terminal.Say($"{node.Name}: {what}; starting it again");
        await node.StartAsync();
        await node.WaitUntilReadyAsync(cancellationToken);
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{node.Name}: ready again after {node.Age.TotalSeconds:0.0} s"));
    }
}
