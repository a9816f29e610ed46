namespace OrleansChat.Simulation.Clients;

/// <summary>What a view of a room needs of its client after it took something.</summary>
[Flags]
internal enum ViewNeeds
{
    Nothing = 0,

    /// <summary>Something is missing that may still come: look again in 250 ms.</summary>
    Hold = 1,

    /// <summary>Fetch what lies behind the last number.</summary>
    Fetch = 2,

    /// <summary>Ask who is there, since joins and leaves cannot be fetched.</summary>
    Members = 4,

    /// <summary>Join again, for a fresh snapshot.</summary>
    Join = 8,

    /// <summary>Look whether there are messages in the ranges of numbers that are in question.</summary>
    Search = 16,
}
