namespace OrleansChat.Processes.Tests.Clients;

/// <summary>Compares what members show in the end: once, in one order, and nothing lost in silence.</summary>
internal static class Judgement
{
    /// <summary>
    /// Asserts that each member shows exactly what the witness shows from the member's first message on, that nothing is there twice, and that all that was
    /// acknowledged is there.
    /// </summary>
    /// <param name="witness">A member that was in the room all the time over one connection.</param>
    /// <param name="others">The members to whom things were done.</param>
    public static void AssertSame(Member witness, params Member[] others)
    {
        var order = witness.View.Messages.Select(message => message.Body).ToArray();
        var twice = order.GroupBy(body => body).Where(bodies => bodies.Count() > 1).Select(bodies => bodies.Key).ToArray();
        Assert.True(twice.Length == 0, $"Twice in the room: {string.Join(", ", twice)}");

        foreach (var member in (Member[])[witness, .. others])
        {
            Assert.True(member.View.Faults.Count == 0, string.Join('\n', member.View.Faults));
            var lost = member.Acknowledged.Except(order).ToArray();
            Assert.True(lost.Length == 0, $"Acknowledged to {member.User} and not in the room: {string.Join(", ", lost)}");

            var shown = member.View.Messages.Select(message => message.Body).ToArray();
            var owed = order.SkipWhile(body => body != shown.FirstOrDefault()).ToArray();
            Assert.True(
                shown.SequenceEqual(owed),
                $"{member.User} shows {shown.Length} messages where {witness.User} shows {owed.Length}; missing: {string.Join(", ", owed.Except(shown))}; "
                + $"only there: {string.Join(", ", shown.Except(owed))}");
        }
    }
}
