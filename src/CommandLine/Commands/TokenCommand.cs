using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using OrleansChat.CommandLine.Keys;
using OrleansChat.Contracts;

namespace OrleansChat.CommandLine.Commands;

/// <summary><c>dotnet chat.cs token</c>: access tokens of different users, one a line and nothing else, for scripts and load tools.</summary>
internal sealed class TokenCommand : ChatCommand
{
    private const int MostTokens = 1_000_000;

    private const string Help = """
        dotnet chat.cs token [--count 1] [--name User] [--role moderator]

        Prints access tokens of different users, one a line, valid for 24 hours.
        A chat started with `dotnet chat.cs up` takes them: both use the key in .chat/development.key.

          --count N    how many (default 1)
          --name TEXT  the users' name; with more than one, a number follows it (default User)
          --role ROLE  what they may do in any room: member, moderator or admin (default member)
        """;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly Repository _repository;
    private readonly Terminal _terminal;
    private readonly Option<int> _count = new("--count") { DefaultValueFactory = _ => 1, CustomParser = ParseCount };
    private readonly Option<string> _name = new("--name") { DefaultValueFactory = _ => "User" };
    private readonly Option<string?> _role = new("--role") { CustomParser = ParseRole };

    public TokenCommand(Repository repository, Terminal terminal)
        : base("token", "Make access tokens for development.")
    {
        _repository = repository;
        _terminal = terminal;
        Add(_count);
        Add(_name);
        Add(_role);
        SetAction((parsed, cancellationToken) =>
        {
            Print(parsed.GetValue(_count), parsed.GetValue(_name)!, parsed.GetValue(_role), cancellationToken);
            return Task.FromResult(0);
        });
    }

    public override Task<int> ShowHelpAsync(CancellationToken cancellationToken)
    {
        _terminal.Say(Help);
        return Task.FromResult(0);
    }

    private void Print(int count, string name, string? role, CancellationToken cancellationToken)
    {
        var key = DevelopmentKey.ReadOrCreate(_repository.DevelopmentKey);
        var now = DateTimeOffset.UtcNow;
        // A prefix of this call's own keeps the users of two calls apart.
        var prefix = $"dev-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
        for (var number = 1; number <= count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var user = new UserInfo($"{prefix}-{number}", count == 1 ? name : $"{name} {number}");
            _terminal.Output.WriteLine(DevelopmentToken.Create(key, user, now, Lifetime, role));
        }
    }

    private static string? ParseRole(ArgumentResult argument)
    {
        if (argument.Tokens[0].Value is "member" or "moderator" or "admin")
            return argument.Tokens[0].Value;

        argument.AddError($"--role must be member, moderator or admin, not '{argument.Tokens[0].Value}'");
        return null;
    }

    private static int ParseCount(ArgumentResult argument)
    {
        var value = argument.Tokens[0].Value;
        if (int.TryParse(value, out var count) && count is >= 1 and <= MostTokens)
            return count;

        argument.AddError($"--count must be a number from 1 to {MostTokens}, not '{value}'");
        return 0;
    }
}
