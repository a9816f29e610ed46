using OrleansChat.Contracts;

namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>Counts what became of one user's sends.</summary>
internal sealed class LimitTally
{
    private readonly Lock _gate = new();
    private readonly List<AcceptedSend> _accepted = [];
    private readonly SortedDictionary<string, long> _codes = new(StringComparer.Ordinal);

    public IReadOnlyList<AcceptedSend> Accepted => _accepted;

    /// <summary>How often each code refused, or stands for an answer that never came.</summary>
    public IReadOnlyDictionary<string, long> Codes => _codes;

    public long Refused { get; private set; }

    /// <summary>Refusals for the limit that do not say how long to wait.</summary>
    public long WithoutWait { get; private set; }

    public void Add(SendOutcome outcome)
    {
        lock (_gate)
        {
            if (outcome.IsAccepted)
            {
                _accepted.Add(new AcceptedSend(outcome.BeganAt, outcome.EndedAt));
                return;
            }

            var code = outcome.Refusal?.Code ?? "NO_ANSWER";
            _codes[code] = _codes.GetValueOrDefault(code) + 1;
            if (code == ChatErrorCode.RateLimited)
            {
                Refused++;
                WithoutWait += outcome.Refusal is { RetryAfterMs: > 0 } ? 0 : 1;
            }
        }
    }

    public string Summary()
    {
        lock (_gate)
        {
            return $"{_accepted.Count} accepted, {Refused:N0} refused";
        }
    }
}
