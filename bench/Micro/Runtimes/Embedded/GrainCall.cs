using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OrleansChat.Bench.Micro;

/// <summary>A call to a grain of the embedded runtime that answers at once; <c>bench/Embedded</c> has the same under contention.</summary>
public class GrainCall
{
    private IHost _host = null!;
    private IEchoGrain _grain = null!;

    /// <summary>Starts the runtime.</summary>
    [GlobalSetup]
    public async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans();
        _host = builder.Build();
        await _host.StartAsync();
        _grain = _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEchoGrain>("ECHO");
    }

    /// <summary>Stops it.</summary>
    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>One call.</summary>
    [Benchmark]
    public Task<string> Call() => _grain.EchoAsync(Samples.Body);
}
