using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Simulation.Checking;
using OrleansChat.Simulation.Clients;

namespace OrleansChat.Simulation.Running;

/// <summary>What must be true once the world has been whole for a while.</summary>
internal sealed class Convergence(World world)
{
    /// <summary>Everybody is where they want to be, everything said has an outcome, and all see the same messages and members.</summary>
    /// <returns>Whether it makes sense to go on.</returns>
    public bool CheckTogether()
    {
        var before = world.Violations.Count;
        foreach (var (client, room) in world.Clients.SelectMany(client => client.Rooms.Select(room => (client, room))))
        {
            if (room.IsWanted && !room.IsIn)
            {
                world.Report(Violation.NeverSettles, $"{room.Name}: {client.Name} is still not in the room");
            }
            else if (room.IsWanted && room.Outbox.TryPeek(out var send))
            {
                world.Report(Violation.Unanswered, $"{room.Name}: {client.Name} has no outcome for {send.Key} and {room.Outbox.Count - 1} more");
            }
        }

        foreach (var name in world.RoomNames)
        {
            CheckSame(name, [.. world.Clients.Select(client => (client, client.Rooms.First(room => room.Name == name))).Where(pair => pair.Item2.IsIn)]);
        }

        return world.Violations.Count == before;
    }

    public void CheckForgotten()
    {
        foreach (var node in world.Nodes)
        {
            if (node.Services.GetRequiredService<RoomTable>().Count is > 0 and var count)
            {
                world.Report(Violation.Remains, $"{node.Name} still holds {count} rooms in which nobody is");
            }
        }
    }

    public void CheckLateComer(SimulatedClient late)
    {
        foreach (var room in late.Rooms)
        {
            if (room.View is not { } view)
            {
                world.Report(Violation.NeverSettles, $"{room.Name}: {late.Name} could not join the empty room");
                continue;
            }

            if (view.Messages.Count > 0)
            {
                world.Report(Violation.Remains, $"{room.Name}: {late.Name} finds {view.Messages.Count} messages in a room that was empty");
            }

            CheckMembers(room.Name, late, view, [late.User]);
        }
    }

    private void CheckSame(string name, IReadOnlyList<(SimulatedClient Client, ClientRoom Room)> inside)
    {
        var users = new SortedSet<string>(inside.Select(pair => pair.Client.User), StringComparer.Ordinal);
        string[]? expected = null;
        foreach (var (client, room) in inside)
        {
            CheckMembers(name, client, room.View!, users);
            room.History.ShowsInTheEnd(client, room.View!, Common(inside));

            // What the room keeps is what a member who came late was shown, so that all can be asked for as much.
            var tail = room.View!.Messages.OrderBy(pair => pair.Key).TakeLast(Common(inside)).Select(pair => pair.Value.Id).ToArray();
            expected ??= tail;
            if (!tail.SequenceEqual(expected))
            {
                world.Report(
                    Violation.Disagreement, $"{name}: {client.Name} ends with {string.Join(' ', tail)}, {inside[0].Client.Name} with {string.Join(' ', expected)}");
            }
        }
    }

    private int Common(IReadOnlyList<(SimulatedClient Client, ClientRoom Room)> inside) =>
        Math.Min(world.Profile.RingMessages, inside.Min(pair => pair.Room.View!.Messages.Count));

    private void CheckMembers(string name, SimulatedClient client, IRoomView view, IReadOnlyCollection<string> users)
    {
        foreach (var ghost in view.Members.Where(member => !users.Contains(member)))
        {
            world.Report(Violation.PhantomMember, $"{name}: {client.Name} sees {ghost}, who is not there");
        }

        foreach (var missing in users.Where(user => !view.Members.Contains(user)))
        {
            world.Report(Violation.MissingMember, $"{name}: {client.Name} does not see {missing}, who is there");
        }
    }
}
