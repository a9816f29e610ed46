using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>How members leave whom the room has told to go.</summary>
internal sealed partial class GatewayRoom
{
    private List<Subscription>? _removed;

    /// <summary>The connections that must leave; each is returned once.</summary>
    public IReadOnlyList<Subscription> TakeRemoved()
    {
        lock (_lock)
        {
            var removed = _removed;
            _removed = null;
            return removed ?? [];
        }
    }

    /// <summary>Whether a connection was told to go since the room let it in.</summary>
    public bool IsRemoved(Subscription subscription)
    {
        lock (_lock)
        {
            return _tail.Rulings.LastRemoval(subscription.Connection.Person.Id) is { } removal && subscription.WasAnsweredBefore(removal.Seq);
        }
    }

    /// <summary>After its members have heard of it: those whom it is about go, unless they have come back since.</summary>
    private void Follow(Ruling ruling)
    {
        if (!ruling.Removes)
        {
            return;
        }

        // A ban holds for who came back, too, where it was heard of late.
        var leaving = _subscriptions.FindAll(subscription => subscription.IsMember
            && subscription.Connection.Person.Id == ruling.Subject!.Id
            && (ruling.Kind is RulingKind.Banned || subscription.WasAnsweredBefore(ruling.Seq)));
        if (leaving.Count > 0)
        {
            (_removed ??= []).AddRange(leaving);
        }
    }

    private void Follow(IEnumerable<Entry> entries)
    {
        foreach (var ruling in entries.OfType<Ruling>())
        {
            Follow(ruling);
        }
    }

    private Applied WithRemoved(Applied applied) => _removed is null ? applied : applied with { HasRemoved = true };
}
