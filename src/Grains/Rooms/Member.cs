namespace OrleansChat.Grains.Rooms;

/// <summary>A user in a room, with the connections that keep him there.</summary>
internal sealed class Member(Person person)
{
    public Person Person { get; } = person;

    /// <summary>Rarely more than two, so a list beats a set. Empty while he lingers.</summary>
    public List<SubscriptionId> Subscriptions { get; } = new(1);

    /// <summary>Until when he is kept although his last connection dropped, in Unix milliseconds.</summary>
    public long LingersUntil { get; set; }

    /// <summary>What he may do in any room, as his access token says.</summary>
    public RoomRole Role { get; set; }

    /// <summary>Whether he must leave: nothing of him is taken until his gateways have let go of him, or he has come in again.</summary>
    public bool IsRemoved { get; set; }

    public bool IsLingering => Subscriptions.Count == 0;

    public long ReadSeq { get; set; }

    public RoomMember ToRoomMember() => new(Person, ReadSeq);
}
