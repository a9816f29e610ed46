using System.Globalization;
using OrleansChat.Client;
using OrleansChat.Contracts;
using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Running;

/// <summary>An access token for every connection of a share: from a file, minted with the development key, or by guest sign-in.</summary>
internal static class AccessTokens
{
    /// <summary>Guests signed in at once: enough to hide the round trip, few enough not to look like a flood.</summary>
    private const int GuestsAtOnce = 16;

    /// <summary>The longest that a run can sensibly last beyond its own options.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    public static async Task<string[]> GetAsync(LoadOptions options, RunShare share, string run, CancellationToken cancellationToken)
    {
        if (options.TokensFile is { } tokensFile)
        {
            return ReadTokens(tokensFile, options.Connections).AsSpan(share.FirstConnection(options), share.Connections(options)).ToArray();
        }

        return options.KeyFile is { } keyFile ? Mint(ReadKey(keyFile), options, share, run) : await SignInAsync(options, share, cancellationToken);
    }

    private static string[] ReadTokens(string file, int wanted)
    {
        var tokens = Read(file, File.ReadAllLines).Select(line => line.Trim()).Where(line => line.Length > 0).Take(wanted).ToArray();
        return tokens.Length == wanted
            ? tokens
            : throw new LoadException($"{file} holds {tokens.Length} tokens and the run needs {wanted}, one a connection (dotnet chat.cs token --count {wanted}).");
    }

    private static byte[] ReadKey(string file)
    {
        var key = new byte[1024];
        return Convert.TryFromBase64String(Read(file, File.ReadAllText).Trim(), key, out var length) && length >= DevelopmentToken.MinimumKeyBytes
            ? key[..length]
            : throw new LoadException($"{file} does not hold a key of at least {DevelopmentToken.MinimumKeyBytes} bytes in base64.");
    }

    private static string[] Mint(byte[] key, LoadOptions options, RunShare share, string run)
    {
        var now = TimeProvider.System.GetUtcNow();
        var lifetime = options.Duration + options.Warmup + options.Settle + Slack;
        return [.. Enumerable.Range(share.FirstConnection(options), share.Connections(options)).Select(number =>
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"load-{run}-{number}");
            return DevelopmentToken.Create(key, new UserInfo(user, user), now, lifetime);
        })];
    }

    private static async Task<string[]> SignInAsync(LoadOptions options, RunShare share, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = options.Urls[0] };
        var api = new ChatApi(http);
        var first = share.FirstConnection(options);
        var tokens = new string[share.Connections(options)];
        try
        {
            await Parallel.ForAsync(
                0,
                tokens.Length,
                new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, GuestsAtOnce / share.Shares), CancellationToken = cancellationToken },
                async (number, cancel) => tokens[number] = (await api.SignInAsGuestAsync($"Load {first + number}", cancel)).Token);
        }
        catch (Exception exception) when (exception is ChatException or HttpRequestException)
        {
            throw new LoadException($"Guests cannot sign in at {options.Urls[0]} ({exception.Message.TrimEnd('.')}); give --key-file or --tokens.");
        }

        return tokens;
    }

    private static T Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LoadException($"{file} cannot be read: {exception.Message}");
        }
    }
}
