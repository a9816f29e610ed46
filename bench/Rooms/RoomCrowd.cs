using System.Globalization;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Bench.Rooms;

/// <summary>Many rooms with as many members each, all of them on one gateway.</summary>
internal sealed class RoomCrowd(IGrainFactory grains, IGatewayObserver observer, GatewayId gateway, int rooms, int members)
{
    /// <summary>As many as a gateway's clients might have under way; more would only wait.</summary>
    private const int AtOnce = 256;

    public Task JoinAllAsync() => ForAllAsync(async (grain, room, member) =>
    {
        // Strings of its own for each member, as they come off the wire.
        var person = new Person(UserOf(room, member), string.Create(CultureInfo.InvariantCulture, $"User {member} of {room}"));
        return (await grain.JoinAsync(new JoinRoom(StayOf(room, member), observer, person, History: 0))).Refusal;
    });

    public Task LeaveAllAsync() => ForAllAsync(async (grain, room, member) =>
        (await grain.LeaveAsync(new LeaveRoom(StayOf(room, member), UserOf(room, member), LeaveReason.Left))).Refusal);

    private async Task ForAllAsync(Func<IRoomGrain, int, int, Task<Refused?>> act)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            for (var room = Interlocked.Increment(ref next); room < rooms; room = Interlocked.Increment(ref next))
            {
                var grain = grains.GetGrain<IRoomGrain>(string.Create(CultureInfo.InvariantCulture, $"ROOM-{room:D7}"));
                for (var member = 0; member < members; member++)
                {
                    if (await act(grain, room, member) is { } refused)
                    {
                        throw new InvalidOperationException($"Room {room}: {refused.Message}");
                    }
                }
            }
        })));
    }

    private SubscriptionId StayOf(int room, int member) => new(gateway, ((long)room * members) + member + 1);

    private static UserId UserOf(int room, int member) => new(string.Create(CultureInfo.InvariantCulture, $"user-{room:D7}-{member}"));
}
