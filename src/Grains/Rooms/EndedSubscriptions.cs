namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The subscriptions whose end a gateway has told last. Calls may overtake each other: a join or an attachment that comes after the end of what it
/// speaks of must not bring it back. One that comes later than this remembers is found when the room and the gateway compare what they know.
/// </summary>
internal sealed class EndedSubscriptions
{
    /// <summary>Calls overtake each other by seconds, in which few leave one room.</summary>
    private const int Capacity = 64;

    private Queue<SubscriptionId>? _ended;

    public bool Contains(SubscriptionId subscription) => _ended?.Contains(subscription) == true;

    public void Add(SubscriptionId subscription)
    {
        _ended ??= new Queue<SubscriptionId>();
        if (_ended.Count == Capacity)
        {
            _ended.Dequeue();
        }

        _ended.Enqueue(subscription);
    }
}
