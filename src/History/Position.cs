namespace OrleansChat.History;

/// <summary>A place in a room's one order. A higher epoch stands after every number of a lower one.</summary>
/// <param name="Epoch">Names the activation that gave the number.</param>
/// <param name="Seq">The number.</param>
public readonly record struct Position(long Epoch, long Seq) : IComparable<Position>
{
    /// <inheritdoc/>
    public int CompareTo(Position other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Seq.CompareTo(other.Seq);

    /// <summary>Whether the left place stands before the right one.</summary>
    public static bool operator <(Position left, Position right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left place stands behind the right one.</summary>
    public static bool operator >(Position left, Position right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left place is the right one, or stands before it.</summary>
    public static bool operator <=(Position left, Position right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left place is the right one, or stands behind it.</summary>
    public static bool operator >=(Position left, Position right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"epoch {Epoch}, seq {Seq}";

    internal static Position Max(Position left, Position right) => left > right ? left : right;
}
