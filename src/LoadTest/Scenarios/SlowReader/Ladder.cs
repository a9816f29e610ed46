using OrleansChat.Contracts;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>What one slow member was told, in the order in which it read it, and what it should have been told and was not.</summary>
internal sealed class Ladder
{
    public const string Digest = "digest";
    public const string Resync = "resync";
    public const string Bye = "bye";
    public const string CutOff = "cut off";

    private readonly List<LadderEvent> _events = [];

    public IReadOnlyList<LadderEvent> Events => _events;

    /// <summary>Notes a frame, if it says anything about slowness.</summary>
    public void Add(Frame frame, double atSeconds)
    {
        var noted = frame switch
        {
            SlowFrame slow => new LadderEvent(atSeconds, slow.Step),
            DigestFrame digest => new LadderEvent(atSeconds, Digest, $"{digest.Count} left out"),
            ResyncFrame => new LadderEvent(atSeconds, Resync),
            ByeFrame bye => new LadderEvent(atSeconds, Bye, bye.Code),
            _ => null,
        };
        if (noted is not null)
        {
            _events.Add(noted);
        }
    }

    /// <summary>The server ended the connection; it may be told more than once.</summary>
    public void Ended(string reason, double atSeconds)
    {
        if (!_events.Exists(told => told.Step is Bye or CutOff))
        {
            _events.Add(new LadderEvent(atSeconds, CutOff, reason));
        }
    }

    /// <summary>
    /// What is missing, one sentence each: each step before the next one, and a goodbye before an end. A goodbye is no step of its own here: who
    /// goes on reading, however slowly, is kept.
    /// </summary>
    public IEnumerable<string> Missing()
    {
        string[] steps = [SlowFrame.Signals, SlowFrame.Receipts, Digest];
        var place = 0;
        foreach (var step in steps)
        {
            var found = _events.FindIndex(place, told => told.Step == step || (step == Digest && told.Step == Resync));
            if (found < 0)
            {
                yield return place == 0 ? $"The slow member was not told '{step}'." : $"The slow member was not told '{step}' after '{_events[place - 1].Step}'.";
            }
            else
            {
                place = found + 1;
            }
        }

        if (_events.Find(told => told.Step == CutOff) is { } end)
        {
            yield return $"The slow member's connection ended without goodbye: {end.Detail}";
        }
    }
}
