using OrleansChat.Simulation.Running;

namespace OrleansChat.Simulation;

/// <summary>Says how far a run is: in place on a terminal, not at all in a file.</summary>
internal static class ConsoleProgress
{
    public static void Write(SeedReport soFar)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{soFar.Progress}\u001b[K{(soFar.IsDone ? "\n" : "")}");
        }
    }
}
