using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Running;

/// <summary>
/// The rooms of a run that one process plays: whole rooms, so that what checks a room sees all of it. Rooms and connections keep their numbers in the run.
/// </summary>
/// <param name="Number">Which share it is, from 0.</param>
/// <param name="Shares">How many there are.</param>
/// <param name="FirstRoom">Number in the run of its first room.</param>
/// <param name="Rooms">How many rooms it has.</param>
internal sealed record RunShare(int Number, int Shares, int FirstRoom, int Rooms)
{
    /// <summary>What the share is called when something goes wrong in it.</summary>
    public string Name => $"Process {Number + 1} of {Shares}";

    /// <summary>The whole run as one share.</summary>
    public static RunShare Whole(LoadOptions options) => new(0, 1, 0, options.Rooms);

    /// <summary>As many shares as there are to be processes; they differ by one room at the most.</summary>
    /// <exception cref="LoadException">There are not as many rooms.</exception>
    public static IReadOnlyList<RunShare> Split(LoadOptions options)
    {
        var (rooms, shares) = (options.Rooms, options.Processes);
        return shares <= rooms
            ? [.. Enumerable.Range(0, shares).Select(share => new RunShare(share, shares, Start(share), Start(share + 1) - Start(share)))]
            : throw new LoadException($"--processes is {shares} and there are {rooms} rooms; each process plays whole rooms, so it must be at most {rooms}.");

        int Start(int share) => (int)((long)rooms * share / shares);
    }

    /// <summary>Number in the run of its first connection.</summary>
    public int FirstConnection(LoadOptions options) => FirstRoom * options.Users;

    /// <summary>How many connections it has.</summary>
    public int Connections(LoadOptions options) => Rooms * options.Users;

    /// <summary>Its part of a pace or an allowance of the whole run.</summary>
    public double PartOf(double whole, LoadOptions options) => whole * Rooms / options.Rooms;
}
