using System.Globalization;

namespace OrleansChat.Simulation.Scheduling;

/// <summary>What happened, as a number that two runs can be compared by, and for people as lines.</summary>
internal sealed class Trace(TextWriter? writer = null, bool steps = false)
{
    private const ulong Prime = 1099511628211;

    private Agenda? _agenda;

    /// <summary>The same for every run of one seed.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    /// <summary>Whether somebody reads the lines: whoever tells should look first, because words cost more than steps.</summary>
    public bool Tells => writer is not null;

    public bool TellsSteps => steps && Tells;

    public void Follow(Agenda agenda) => _agenda = agenda;

    public void Mix(long first, long second, long third)
    {
        unchecked
        {
            Hash = (Hash ^ (ulong)first) * Prime;
            Hash = (Hash ^ (ulong)second) * Prime;
            Hash = (Hash ^ (ulong)third) * Prime;
        }
    }

    /// <summary>Mixes text in, by its characters: the hash code of a string differs from process to process.</summary>
    public void Mix(string text)
    {
        foreach (var character in text)
        {
            Hash = unchecked((Hash ^ character) * Prime);
        }
    }

    /// <summary>Writes a line: when, who, what.</summary>
    public void Tell(string who, string what) =>
        writer?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(_agenda?.Now ?? 0).TotalSeconds,12:0.000000}  {who,-10}  {what}"));
}
