using OrleansChat.LoadTest.Tests.Fakes;

namespace OrleansChat.LoadTest.Tests.EndToEnd;

/// <summary>One run with a mix for each fault that only a mix can meet, and one without a fault, all at once.</summary>
public sealed class MixedRuns : IAsyncLifetime
{
    /// <summary>More changes than the default has, as the runs are short.</summary>
    public const string Mix = "send=40,typing=15,read=5,react=15,edit=15,rejoin=10";

    /// <summary>Who comes back is given everything anew, and shows no more what was wrong before.</summary>
    private const string NobodyLeaves = "send=50,typing=15,read=5,react=15,edit=15";

    /// <summary>So many leave that it is in the room with the fault, too, whatever a busy machine does to the order.</summary>
    private const string ManyLeave = "send=40,typing=5,read=5,react=15,edit=15,rejoin=20";

    public IReadOnlyDictionary<Fault, FinishedRun> Runs { get; private set; } = new Dictionary<Fault, FinishedRun>();

    public async Task InitializeAsync()
    {
        var faults = Enum.GetValues<Fault>().Where(fault => fault is Fault.None or >= Fault.ChangeDropped);
        var runs = await Task.WhenAll(faults.Select(async fault =>
        {
            await using var server = await FakeChatServer.StartAsync(fault);
            return (fault, run: await FinishedRun.MixedAsync(server, "--mix", MixFor(fault)));
        }));
        Runs = runs.ToDictionary(pair => pair.fault, pair => pair.run);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static string MixFor(Fault fault) => fault switch
    {
        Fault.None => Mix,
        Fault.JoinForgetsChange or Fault.LeaverHears => ManyLeave,
        _ => NobodyLeaves,
    };
}
