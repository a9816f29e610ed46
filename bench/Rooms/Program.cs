using System.Diagnostics;
using System.Globalization;
using OrleansChat.Bench.Rooms;
using OrleansChat.Grains.Interfaces;

// What rooms cost that nobody talks in: dotnet run -c Release --project bench/Rooms -- [rooms, 1000000] [members of each, 1]
// Ends with 1 where a room was not collected, or the process was ever larger than a million rooms may make it.
const double MostGigabytes = 3;
var rooms = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var members = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;

var clock = new StoppedClock();
await using var silo = await RoomSilo.StartAsync(clock);
var gateway = new GatewayId("gateway");
var keeping = new KeepingGateway(gateway);
var observer = silo.Grains.CreateObjectReference<IGatewayObserver>(keeping);
var directory = silo.Grains.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key);
await directory.RenewAsync(new GatewayLease(gateway, observer, Silo: null));

// A list of gateways that has just begun may not be complete, and rooms remember whom they could not ask; this one has existed for a while.
clock.Advance(TimeSpan.FromMinutes(1));
await directory.RenewAsync(new GatewayLease(gateway, observer, Silo: null));

// What is compiled, cached and made once for all is not a room's cost.
var warmth = new RoomCrowd(silo.Grains, observer, gateway, 1000, members);
await warmth.JoinAllAsync();
await warmth.LeaveAllAsync();
await WhenCountIsAsync(1);
var (before, residentBefore) = (GC.GetTotalMemory(forceFullCollection: true), Resident());

Console.WriteLine($"{rooms:N0} rooms of {members}, on {Environment.ProcessorCount} processors");
var crowd = new RoomCrowd(silo.Grains, observer, gateway, rooms, members);
await TimeAsync("activated", crowd.JoinAllAsync);
var peak = Peak();
var held = GC.GetTotalMemory(forceFullCollection: true) - before;
Console.WriteLine($"  {await silo.CountAsync() - 1:N0} rooms are active");
Console.WriteLine($"  {(double)held / rooms:N0} bytes of managed memory a room, {(double)(Resident() - residentBefore) / rooms:N0} resident");
await TimeAsync("left", crowd.LeaveAllAsync);
await TimeAsync("collected", () => WhenCountIsAsync(1));
var rest = GC.GetTotalMemory(forceFullCollection: true) - before;
peak = Math.Max(peak, Peak());
Console.WriteLine($"  {(double)rest / rooms:N0} bytes a room are left");
Console.WriteLine($"  {peak / 1e9:N2} GB resident at most");
GC.KeepAlive(keeping);
return peak / 1e9 <= MostGigabytes * Math.Max(1, rooms / 1e6) ? 0 : 1;

async Task TimeAsync(string what, Func<Task> act)
{
    var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
    await act();
    var used = Environment.CpuUsage.TotalTime - processor;
    Console.WriteLine($"{what} in {watch.Elapsed.TotalSeconds:N1} s, {used.TotalMicroseconds / rooms:N1} µs of processor time a room");
}

async Task WhenCountIsAsync(int count)
{
    // The list of gateways is a grain, too, and stays. A room goes some time after the answer to its last member.
    for (var left = await silo.CountAsync(); left != count; left = await silo.CountAsync())
    {
        await Task.Delay(100);
    }
}

static long Resident() => Environment.WorkingSet;

static long Peak()
{
    using var process = Process.GetCurrentProcess();
    return process.PeakWorkingSet64;
}
