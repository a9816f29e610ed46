using OrleansChat.Processes.Tests.Running;

namespace OrleansChat.Processes.Tests;

/// <summary>One cluster for all tests of it, as long as each gives it back with every node running; else the next one gets a new one.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private Cluster? _cluster;
    private bool _isWhole;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    /// <summary>A cluster of which every node is ready.</summary>
    internal async Task<Cluster> TakeAsync()
    {
        if (!_isWhole)
        {
            await DisposeAsync();
            _cluster = null;
            _cluster = await Cluster.StartAsync();
        }

        _isWhole = false;
        return _cluster!;
    }

    /// <summary>Every node is ready again.</summary>
    internal void GiveBack() => _isWhole = true;
}
