using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using OrleansChat.Embedded.Bench;

// Calls and activations a second of the embedded runtime. Pin it to measure one core: taskset -c 0 dotnet run -c Release --project bench/Embedded
const int Callers = 64;
const int Grains = 10_000;
var duration = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 3);
var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;

var builder = Host.CreateEmptyApplicationBuilder(null);
builder.UseOrleans();
using var host = builder.Build();
await host.StartAsync();
var factory = host.Services.GetRequiredService<IGrainFactory>();
var keys = Enumerable.Range(0, Grains).Select(i => $"ROOM-{i:D5}").ToArray();
Console.WriteLine($"{Environment.ProcessorCount} core(s), {Callers} callers, {Grains:N0} grains");

await factory.GetGrain<ICounterGrain>("WARM").PostAsync(new Post("hi", 0));
var before = GC.GetTotalMemory(forceFullCollection: true);
var clock = Stopwatch.StartNew();
await Task.WhenAll(keys.Select(key => factory.GetGrain<ICounterGrain>(key).PostAsync(new Post("hi", 0))));
Console.WriteLine($"{Grains:N0} activations in {clock.Elapsed.TotalMilliseconds:N0} ms");
Console.WriteLine($"{(GC.GetTotalMemory(forceFullCollection: true) - before) / Grains:N0} bytes an activation");

await MeasureAsync(TimeSpan.FromSeconds(2));
for (var run = 1; run <= runs; run++)
{
    var allocated = GC.GetTotalAllocatedBytes();
    var (calls, elapsed) = await MeasureAsync(duration);
    var bytes = (GC.GetTotalAllocatedBytes() - allocated) / calls;
    Console.WriteLine($"run {run}: {calls / elapsed.TotalSeconds:N0} calls/s, {bytes} bytes a call");
}

await host.StopAsync();

async Task<(long Calls, TimeSpan Elapsed)> MeasureAsync(TimeSpan time)
{
    var watch = Stopwatch.StartNew();
    var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(caller, watch, time))));
    return (counts.Sum(), watch.Elapsed);
}

async Task<long> CallAsync(int caller, Stopwatch watch, TimeSpan time)
{
    // Each caller walks over all grains with a stride of its own, so that no two stay in step.
    var calls = 0L;
    var next = caller * 157;
    var command = new Post("hello, room", 7);
    while (watch.Elapsed < time)
    {
        next = (next + 7919 + (2 * caller)) % Grains;
        await factory.GetGrain<ICounterGrain>(keys[next]).PostAsync(command);
        calls++;
    }

    return calls;
}
