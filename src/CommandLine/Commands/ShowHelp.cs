using System.CommandLine;
using System.CommandLine.Invocation;

namespace OrleansChat.CommandLine.Commands;

/// <summary>What <c>--help</c> does: the help of the command it stands behind, or the overview.</summary>
internal sealed class ShowHelp(Terminal terminal) : AsynchronousCommandLineAction
{
    public override Task<int> InvokeAsync(ParseResult parseResult, CancellationToken cancellationToken = default) =>
        parseResult.CommandResult.Command is ChatCommand command
            ? command.ShowHelpAsync(cancellationToken)
            : HelpCommand.ShowOverview(terminal);
}
