using System.CommandLine;

namespace OrleansChat.CommandLine.Commands;

/// <summary>A command with a help text of its own, because its users type <c>dotnet chat.cs</c>, and `dotnet` takes some options for itself.</summary>
internal abstract class ChatCommand(string name, string description) : Command(name, description)
{
    /// <summary>Prints how to use the command.</summary>
    public abstract Task<int> ShowHelpAsync(CancellationToken cancellationToken);
}
