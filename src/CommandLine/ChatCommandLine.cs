using System.CommandLine;
using System.CommandLine.Help;
using OrleansChat.CommandLine.Commands;

namespace OrleansChat.CommandLine;

/// <summary>The commands, and the rule that whatever goes wrong is told in one plain line with exit code 1.</summary>
internal sealed class ChatCommandLine
{
    // What shells report for a program that Ctrl-C ended.
    private const int Interrupted = 130;

    private readonly Terminal _terminal;
    private readonly RootCommand _root;

    public ChatCommandLine(Repository repository, Terminal terminal)
    {
        _terminal = terminal;
        var runtime = new RuntimeOption();
        _root = new RootCommand("OrleansChat")
        {
            runtime,
            new UpCommand(repository, terminal, runtime),
            new ClusterCommand(repository, terminal, runtime),
            new TestCommand(repository, terminal, runtime),
            new TokenCommand(repository, terminal),
            new LoadCommand(repository, terminal),
            new SimulateCommand(repository, terminal),
            new BenchCommand(repository, terminal, runtime),
        };
        _root.Add(new HelpCommand(terminal, _root));
        _root.SetAction((_, _) => HelpCommand.ShowOverview(terminal));
        _root.Options.OfType<HelpOption>().Single().Action = new ShowHelp(terminal);
    }

    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            // A value may begin with @ (a password); it never names a response file. -abc is no bundle of options here.
            var parsed = _root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
            if (parsed.Errors.Count > 0 && parsed.Action is not ShowHelp)
                throw new CommandFailedException($"{parsed.Errors[0].Message.TrimEnd('.')}. See: dotnet chat.cs help");

            // The signals are ours (StopSignals): System.CommandLine would end the process two seconds after Ctrl-C.
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (CommandFailedException failure)
        {
            _terminal.Fail(failure.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _terminal.Fail(failure.Message);
            return 1;
        }
    }
}
