namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>
/// Holds what was accepted against a limit, over every interval. A send counts only where its whole time, from before the bytes left until the answer,
/// lies in the interval: then the server accepted it there whatever the network did, so a server that keeps the limit is never accused.
/// </summary>
internal static class AcceptedIntervals
{
    /// <summary>
    /// The interval that exceeds its allowance most; null where nothing was accepted. Only those that begin where a send began and end where one was
    /// answered need a look: any other can be shortened to one of them without losing a send. Time is the square of the number of sends.
    /// </summary>
    public static FullestInterval? Fullest(IEnumerable<AcceptedSend> sends, LimitBound bound)
    {
        FullestInterval? fullest = null;
        foreach (var (from, answers) in ByBegin(sends))
        {
            for (var index = 0; index < answers.Count; index++)
            {
                var allowed = bound.Allowed(answers[index] - from);
                if (fullest is null || index + 1 - allowed > fullest.Excess)
                {
                    fullest = new FullestInterval(from, answers[index], index + 1, allowed);
                }
            }
        }

        return fullest;
    }

    /// <summary>The most sends that certainly were accepted within any interval of a length.</summary>
    public static int Most(IEnumerable<AcceptedSend> sends, TimeSpan length) =>
        ByBegin(sends).Select(begin => Insertion(begin.Answers, begin.From + (long)length.TotalMicroseconds + 1)).DefaultIfEmpty().Max();

    /// <summary>Each moment at which a send began, latest first, with the sorted answers of all that began then or later. It is one list that grows.</summary>
    private static IEnumerable<(long From, List<long> Answers)> ByBegin(IEnumerable<AcceptedSend> sends)
    {
        List<long> answers = [];
        foreach (var send in sends.OrderByDescending(send => send.BeganAt))
        {
            answers.Insert(Insertion(answers, send.AnsweredAt), send.AnsweredAt);
            yield return (send.BeganAt, answers);
        }
    }

    /// <summary>How many of the sorted values are below this one, or, where it is among them, a place at which it can stand.</summary>
    private static int Insertion(List<long> sorted, long value)
    {
        var place = sorted.BinarySearch(value);
        return place < 0 ? ~place : place;
    }
}
