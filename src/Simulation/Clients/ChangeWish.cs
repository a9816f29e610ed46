using OrleansChat.Contracts;
using OrleansChat.Simulation.Checking;
using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Clients;

/// <summary>What a user feels like doing to messages: mostly reactions. It throws its own dice, so that without it all is as it would be.</summary>
internal sealed class ChangeWish(SimulatedClient client)
{
    /// <summary>How far back people look, mostly: together they change the same messages.</summary>
    private const int Recent = 6;

    private static readonly string[] Emojis = ["👍", "❤️", "🎉"];

    private readonly Dice _dice = new(client.World.Seed, 200 + client.Number);

    /// <summary>What to do next in a room; null where the user feels like something else, or there is nothing to do it to.</summary>
    public PendingChange? Next(ClientRoom room)
    {
        if (client.World.Profile.ChangeShare is 0 || !_dice.Chance(client.World.Profile.ChangeShare) || room.View is not { Messages: { Count: > 0 } shown })
        {
            return null;
        }

        var far = _dice.Chance(0.1) ? shown.Count : Math.Min(Recent, shown.Count);
        MessageFrame[] near = [.. shown.Values.Skip(shown.Count - far)];
        MessageFrame[] own = [.. near.Where(message => message.From.Id == client.User)];
        var any = _dice.Of(near);
        var what = _dice.Fraction();
        return what switch
        {
            < 0.6 => React(room, any),
            < 0.7 => Make(key => new PinRequest(room.Name, key, any.Id, On: any.Pinned is not true)),
            _ when own.Length == 0 => null,
            < 0.92 => Edit(room, _dice.Of(own)),
            _ => Make(key => new DeleteRequest(room.Name, key, _dice.Of(own).Id)),
        };
    }

    private PendingChange? Edit(ClientRoom room, MessageFrame message)
    {
        long? seen = _dice.Chance(0.5) ? message.Version ?? message.Seq : null;
        return message.Deleted is true ? null : Make(key => new EditRequest(room.Name, key, message.Id, RoomHistory.Reword(message.Body, key), seen));
    }

    private PendingChange React(ClientRoom room, MessageFrame message)
    {
        var said = message.Reactions?.FirstOrDefault(reaction => reaction.Own);
        return said is not null && _dice.Chance(0.3)
            ? Make(key => new ReactRequest(room.Name, key, message.Id, said.Emoji, On: false))
            : Make(key => new ReactRequest(room.Name, key, message.Id, _dice.Of(Emojis), On: true));
    }

    private PendingChange Make(Func<string, ChangeRequest> request)
    {
        var number = client.World.NextMessage(client.UserNumber);
        return new PendingChange(number, request(RoomHistory.KeyOf(client.UserNumber, number)));
    }
}
