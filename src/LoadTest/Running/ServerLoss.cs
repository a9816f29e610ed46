namespace OrleansChat.LoadTest.Running;

/// <summary>A server went without a word: its process died, or was cut off.</summary>
/// <param name="Server">Its address.</param>
/// <param name="From">When the first connection went with it, on the run's clock in microseconds.</param>
/// <param name="Until">When the last one did.</param>
internal sealed record ServerLoss(string Server, long From, long Until)
{
    /// <summary>Connections that a server loses within this time went with the same loss of the server.</summary>
    private const long OneLossMicroseconds = 5_000_000;

    /// <summary>Whether another loss is the same one, seen by other connections.</summary>
    public bool Is(ServerLoss other) =>
        Server == other.Server && other.From - Until <= OneLossMicroseconds && From - other.Until <= OneLossMicroseconds;

    /// <summary>Each loss once, whichever processes saw it.</summary>
    public static IReadOnlyList<ServerLoss> Merge(IEnumerable<ServerLoss> seen)
    {
        var losses = new List<ServerLoss>();
        foreach (var loss in seen.OrderBy(loss => loss.From))
        {
            var known = losses.FindLastIndex(other => other.Is(loss));
            if (known < 0)
            {
                losses.Add(loss);
            }
            else
            {
                losses[known] = losses[known] with { Until = Math.Max(losses[known].Until, loss.Until) };
            }
        }

        return losses;
    }
}
