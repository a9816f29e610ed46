using System.Diagnostics;
using OrleansChat.Contracts;
using OrleansChat.Processes.Tests.Clients;
using OrleansChat.Processes.Tests.Requirements;
using OrleansChat.Processes.Tests.Running;
using Xunit.Abstractions;

namespace OrleansChat.Processes.Tests;

/// <summary>
/// Three processes that form a cluster, under load from clients on all of them. One after the other of what can happen to a process happens, and the
/// load tester's checker judges what every member got: nothing lost in silence, nothing twice, nothing out of order.
/// </summary>
public sealed class ClusterTests(ClusterFixture fixture, ITestOutputHelper output) : IClassFixture<ClusterFixture>, IAsyncLifetime
{
    private static readonly LoadPlan Plan = new(Rooms: 12, Users: 6, Rate: 60, Seconds: 10);

    // No member stays behind for longer when its gateway is gone, whatever the settings.
    private static readonly TimeSpan GhostLimit = TimeSpan.FromSeconds(45);

    // With quick probes the rooms of a killed node speak again after this time.
    private static readonly TimeSpan BackLimit = TimeSpan.FromSeconds(10);

    private Cluster Cluster { get; set; } = null!;

    public async Task InitializeAsync()
    {
        // Where the tests are skipped there is nothing to start it with.
        if (Requirement.WhyNoCluster is null)
            Cluster = await fixture.TakeAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [ClusterFact]
    public async Task Kill_UnderLoad_NothingIsLostInSilence()
    {
        await using var load = await StartLoadAsync(Plan);
        await using var pair = await GhostAsync(Cluster.Nodes[1], Cluster.Nodes[0]);
        var clock = Stopwatch.StartNew();

        await Cluster.Nodes[1].KillAsync();
        await pair.Witness.Frames.FirstAsync("the killed node's member has left", GhostLimit, IsGone);
        output.WriteLine($"members of the killed node gone after {clock.Elapsed.TotalSeconds:0.0} s");
        await Cluster.Nodes[1].StartAgainAsync();

        var verdict = await JudgeAsync(load, Plan);
        Assert.True(verdict.LongestSilence < BackLimit, $"Nothing was delivered for {verdict.LongestSilence.TotalSeconds:0.0} s.\n{verdict.Output}");
    }

    [ClusterFact]
    public async Task Terminate_UnderLoad_EndsWithZeroAndNothingIsLostInSilence()
    {
        await using var load = await StartLoadAsync(Plan);

        var exitCode = await Cluster.Nodes[2].TerminateAsync();
        var words = string.Join('\n', Cluster.Nodes[2].Lines.All);
        await Cluster.Nodes[2].StartAgainAsync();

        Assert.True(exitCode == 0, $"The node ended with {exitCode}. It wrote:\n{words}");
        await JudgeAsync(load, Plan);
    }

    [ClusterFact]
    public async Task Freeze_LongerThanTheLease_ThawedNodeDoesNoHarm()
    {
        // The load outlasts the freeze: what the frozen node owes its own clients is decided when it thaws.
        var plan = Plan with { Seconds = 25 };
        await using var load = await StartLoadAsync(plan);
        await using var pair = await GhostAsync(Cluster.Nodes[0], Cluster.Nodes[2]);
        var clock = Stopwatch.StartNew();

        Cluster.Nodes[0].Freeze();
        try
        {
            await pair.Witness.Frames.FirstAsync("the frozen node's member has left", GhostLimit, IsGone);
            output.WriteLine($"members of the frozen node gone after {clock.Elapsed.TotalSeconds:0.0} s");
        }
        finally
        {
            Cluster.Nodes[0].Thaw();
        }

        // Its silo was declared dead meanwhile: when it learns of that, it ends.
        await Cluster.Nodes[0].StartAgainAsync();
        await JudgeAsync(load, plan);
    }

    [ClusterFact]
    public async Task RedisKilled_UnderLoad_ChatGoesOnAndANodeCanComeBackAfterwards()
    {
        await using var load = await StartLoadAsync(Plan);

        await Cluster.Redis.KillAsync();
        await load.NextProgressAsync();
        await load.NextProgressAsync();
        await Cluster.Redis.StartAgainAsync();
        await Cluster.Nodes[1].KillAsync();
        await Cluster.Nodes[1].StartAgainAsync();

        await JudgeAsync(load, Plan);
    }

    private static bool IsGone(Frame frame) => frame is LeftFrame { User.Id: Pair.GhostUser }
        || frame is MembersFrame members && members.Members.All(member => member.Id != Pair.GhostUser);

    private Task<LoadTester> StartLoadAsync(LoadPlan plan) => LoadTester.StartAsync(Cluster.Key, plan, Cluster.Nodes.Select(node => node.Address));

    private async Task<LoadVerdict> JudgeAsync(LoadTester load, LoadPlan plan)
    {
        // Whatever the verdict is, the nodes have all come back by now.
        fixture.GiveBack();
        var verdict = await load.FinishAsync();
        output.WriteLine($"{verdict.Headline}; {verdict.Acknowledged} acknowledged; longest silence {verdict.LongestSilence.TotalSeconds:0.0} s");
        verdict.AssertKept(plan);
        return verdict;
    }

    /// <summary>A member on the node to which something will happen, and a witness on another one, in one room.</summary>
    private async Task<Pair> GhostAsync(Gateway node, Gateway other)
    {
        var pair = new Pair(Cluster.Key);
        await pair.Witness.JoinAsync(other.Address);
        await pair.Ghost.JoinAsync(node.Address);
        await pair.Witness.Frames.FirstAsync("the other one has come", Member.Patience, frame => frame is JoinedFrame { Member.Id: Pair.GhostUser });
        return pair;
    }

    private sealed class Pair : IAsyncDisposable
    {
        public const string GhostUser = "ghost";

        public Pair(SigningKey key)
        {
            var room = $"PAIR-{Guid.NewGuid():N}";
            (Witness, Ghost) = (new Member("witness", room, key), new Member(GhostUser, room, key));
        }

        public Member Witness { get; }

        public Member Ghost { get; }

        public async ValueTask DisposeAsync()
        {
            await Ghost.DisposeAsync();
            await Witness.DisposeAsync();
        }
    }
}
