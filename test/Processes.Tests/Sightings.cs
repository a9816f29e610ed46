namespace OrleansChat.Processes.Tests;

/// <summary>
/// What was seen so far (lines of a process, frames of a connection, links of a proxy), and the tests that wait for more. A wait also finds what was
/// seen before it began, so that nothing is missed between two steps of a test.
/// </summary>
internal sealed class Sightings<T>(string source)
{
    private const int LongestShown = 300;

    private readonly Lock _lock = new();
    private readonly List<T> _seen = [];
    private readonly List<(Func<T, bool> IsWanted, TaskCompletionSource<T> Found)> _waits = [];
    private string? _end;

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_lock)
                return [.. _seen];
        }
    }

    public void Add(T sighting)
    {
        lock (_lock)
        {
            _seen.Add(sighting);
            foreach (var wait in _waits.Where(wait => wait.IsWanted(sighting)).ToArray())
            {
                _waits.Remove(wait);
                wait.Found.SetResult(sighting);
            }
        }
    }

    /// <summary>There will be no more; whoever still waits is told so.</summary>
    public void End(string reason)
    {
        lock (_lock)
        {
            _end ??= reason;
            foreach (var (_, found) in _waits)
                found.SetException(Missing("", reason));
            _waits.Clear();
        }
    }

    /// <summary>The first sighting of a kind, from the <paramref name="from"/>th on.</summary>
    /// <param name="what">What is waited for, for the case that it does not come.</param>
    public async Task<T> FirstAsync(string what, TimeSpan limit, Func<T, bool> isWanted, int from = 0)
    {
        try
        {
            return await Find(what, isWanted, from).WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            throw Missing(what, $"{limit.TotalSeconds:0.#} s have passed");
        }
    }

    private Task<T> Find(string what, Func<T, bool> isWanted, int from)
    {
        lock (_lock)
        {
            foreach (var sighting in _seen.Skip(from).Where(isWanted))
                return Task.FromResult(sighting);
            if (_end is not null)
                return Task.FromException<T>(Missing(what, _end));
            var found = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((isWanted, found));
            return found.Task;
        }
    }

    private TimeoutException Missing(string what, string reason) =>
        new($"{source}: {reason}, and this was not seen: {what}. The last of {_seen.Count}:\n  {string.Join("\n  ", All.TakeLast(12).Select(Short))}");

    private static string Short(T sighting) => sighting?.ToString() is { Length: > LongestShown } text ? $"{text[..LongestShown]}…" : $"{sighting}";
}
