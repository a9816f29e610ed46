using OrleansChat.Simulation.Checking;
using OrleansChat.Simulation.Clients;
using OrleansChat.Simulation.Faults;
using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Running;

/// <summary>
/// Plays one seed on the calling thread: first what can happen, happens; then the world is whole again and must come to rest, with everything promised kept.
/// </summary>
internal static class Simulation
{
    private const long MostSteps = 300_000;

    private static readonly TimeSpan Healing = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Forgetting = TimeSpan.FromSeconds(10);

    public static SimulationOutcome Run(long seed, int steps, FaultKinds allowed, Trace? trace = null, Tampering? tampering = null)
    {
        // Whoever calls may have a context, such as a test framework's; code under simulation must not find it.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return Play(new World(seed, allowed, trace ?? new Trace(), tampering ?? Tampering.None), steps);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static SimulationOutcome Play(World world, int steps)
    {
        world.Tell("world", $"seed {world.Seed}: {world.Profile}");
        try
        {
            var chaos = Begin(world);
            world.Agenda.RunSteps(steps);
            world.Scheduler.Enter(() => End(world, chaos));
            if (Settles(world, Healing) && new Convergence(world).CheckTogether())
            {
                Leave(world);
            }

            world.Finish();
        }
#pragma warning disable CA1031 // What escapes here is what the simulation is to find.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            world.Fail("simulation", exception);
        }

        return new SimulationOutcome(
            world.Seed, world.Profile, world.Agenda.Steps, TimeSpan.FromTicks(world.Agenda.Now), world.Trace.Hash, world.Sometimes, world.Violations);
    }

    private static Chaos Begin(World world)
    {
        for (var i = 0; i < world.Profile.Nodes; i++)
        {
            world.StartNode(isClient: false);
        }

        if (world.Profile.HasClientGateway)
        {
            world.StartNode(isClient: true);
        }

        foreach (var client in world.Clients)
        {
            client.Start();
        }

        var chaos = new Chaos(world);
        world.Watch(world.Scheduler.Start(chaos.RunAsync), "world");
        return chaos;
    }

    private static void End(World world, Chaos chaos)
    {
        chaos.End();
        foreach (var client in world.Clients)
        {
            client.Conversation.IsQuiet = true;
        }
    }

    /// <summary>Everybody leaves, all is forgotten, and somebody looks whether it is.</summary>
    private static void Leave(World world)
    {
        foreach (var client in world.Clients)
        {
            Start(world, client, client.Conversation.LeaveAllAsync);
        }

        if (!Settles(world, Leaving))
        {
            return;
        }

        foreach (var room in world.RoomNames)
        {
            world.History(room).Emptied();
        }

        if (Settles(world, Forgetting))
        {
            var convergence = new Convergence(world);
            convergence.CheckForgotten();
            var late = world.Clients[0];
            Start(world, late, late.Conversation.JoinAllAsync);
            Settles(world, Forgetting);
            convergence.CheckLateComer(late);
        }
    }

    private static void Start(World world, SimulatedClient client, Func<Task> work) => world.Watch(client.Scheduler.Start(work), client.Name);

    private static bool Settles(World world, TimeSpan time)
    {
        if (world.Agenda.RunFor(time, MostSteps))
        {
            return true;
        }

        world.Report(Violation.NeverSettles, $"{MostSteps} steps did not bring the world through {time.TotalSeconds} s of peace.");
        return false;
    }
}
