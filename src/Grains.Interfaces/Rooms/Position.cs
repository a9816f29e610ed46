namespace OrleansChat.Grains.Interfaces;

/// <summary>A place in a room's one order.</summary>
/// <param name="Epoch">The activation.</param>
/// <param name="Seq">The number.</param>
[GenerateSerializer, Immutable, Alias("chat.Position")]
public readonly record struct Position([property: Id(0)] long Epoch, [property: Id(1)] long Seq) : IComparable<Position>
{
    /// <summary>The place of an event.</summary>
    public static Position Of(OrderedEvent ordered)
    {
        ArgumentNullException.ThrowIfNull(ordered);
        return new Position(ordered.Epoch, ordered.Seq);
    }

    /// <inheritdoc/>
    public int CompareTo(Position other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Seq.CompareTo(other.Seq);

    /// <summary>Whether the left lies before the right.</summary>
    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left lies after the right.</summary>
    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left does not lie after the right.</summary>
    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left does not lie before the right.</summary>
    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Epoch}:{Seq}";
}
