using System.CommandLine;

namespace OrleansChat.CommandLine.Commands;

/// <summary><c>dotnet chat.cs help [command]</c>; `dotnet` itself answers <c>dotnet chat.cs --help</c>, so there must be a word for it.</summary>
internal sealed class HelpCommand : ChatCommand
{
    private const string Overview = """
        OrleansChat: rooms as Orleans grains, a SignalR gateway in front.

          dotnet chat.cs up       build the chat and run it at http://localhost:5000; Ctrl-C stops it
          dotnet chat.cs cluster  run it as several processes that can be killed one by one (Microsoft Orleans, Redis)
          dotnet chat.cs test     run every test suite
          dotnet chat.cs token    make access tokens for development
          dotnet chat.cs load     put load on a running chat and check what arrives
          dotnet chat.cs simulate play the chat with faults under seeds and check what clients see
          dotnet chat.cs bench    measure it beside other servers under the same load
          dotnet chat.cs help     this text; `help up`, `help test`, … say more

        Examples

          dotnet chat.cs up --port 5001
          dotnet chat.cs up --runtime embedded --RateLimits:Message:Limit=1000
          dotnet chat.cs cluster --nodes 3 --kill-every 20
          dotnet chat.cs test --filter RoomTests
          dotnet chat.cs token --count 100 > tokens.txt
          dotnet chat.cs load --rooms 1000 --users 7 --rate 1000 --duration 30
          dotnet chat.cs simulate --seeds 10000
          dotnet chat.cs simulate --seed 42 --trace
          dotnet chat.cs bench --quick

        The grains run on Microsoft Orleans wherever its packages restore, else on the small embedded runtime.
        The choice is made once and remembered in .chat/runtime.props; --runtime microsoft|embedded|auto changes it.
        """;

    private readonly Terminal _terminal;
    private readonly RootCommand _root;
    private readonly Argument<string?> _command = new("command") { Arity = ArgumentArity.ZeroOrOne };

    public HelpCommand(Terminal terminal, RootCommand root)
        : base("help", "Say how to use a command.")
    {
        _terminal = terminal;
        _root = root;
        Add(_command);
        SetAction((parsed, cancellationToken) => ShowAsync(parsed.GetValue(_command), cancellationToken));
    }

    public static Task<int> ShowOverview(Terminal terminal)
    {
        terminal.Say(Overview);
        return Task.FromResult(0);
    }

    public override Task<int> ShowHelpAsync(CancellationToken cancellationToken) => ShowOverview(_terminal);

    private Task<int> ShowAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null)
            return ShowOverview(_terminal);

        var command = _root.Subcommands.OfType<ChatCommand>().FirstOrDefault(command => command.Name == name)
            ?? throw new CommandFailedException($"There is no command '{name}'. See: dotnet chat.cs help");
        return command.ShowHelpAsync(cancellationToken);
    }
}
