namespace OrleansChat.CommandLine;

/// <summary>What <c>chat.cs</c> calls: the command line on the real console, with the real signals.</summary>
public static class ChatProgram
{
    /// <summary>Runs one command.</summary>
    /// <param name="arguments">The arguments after <c>dotnet chat.cs</c>.</param>
    /// <param name="repositoryRoot">The folder that holds <c>chat.cs</c>.</param>
    /// <returns>The exit code of the process: 0 when the command did what it was asked.</returns>
    public static async Task<int> RunAsync(string[] arguments, string repositoryRoot)
    {
        using var stop = new StopSignals();
        var terminal = new Terminal(Console.Out, Console.Error, interactive: !Console.IsOutputRedirected);
        return await new ChatCommandLine(new Repository(repositoryRoot), terminal).RunAsync(arguments, stop.Token);
    }
}
