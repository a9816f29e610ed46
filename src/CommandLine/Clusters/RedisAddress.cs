using System.Net;
using System.Net.Sockets;

namespace OrleansChat.CommandLine.Clusters;

/// <summary>Where a Redis is.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">Port.</param>
/// <param name="ConnectionString">The same as the gateway's setting wants it, with what signs it in.</param>
internal sealed record RedisAddress(string Host, int Port, string ConnectionString)
{
    private const int UsualPort = 6379;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);

    /// <summary>Reads <c>redis://[[user]:password@]host[:port]</c> (<c>rediss</c> with TLS), or a connection string of StackExchange.Redis.</summary>
    public static RedisAddress Parse(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            return ParseUrl(text);

        var first = text.Split(',')[0];
        var (host, port) = first.LastIndexOf(':') is >= 0 and var colon ? (first[..colon], first[(colon + 1)..]) : (first, $"{UsualPort}");
        return host.Length > 0 && !host.Contains('=') && int.TryParse(port, out var number) && number is > 0 and <= IPEndPoint.MaxPort
            ? new RedisAddress(host, number, text)
            : throw Unreadable(text);
    }

    /// <summary>Fails in one plain line where nobody listens; better now than after a build, in the words of a client library.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerLimit);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Host, Port, limit.Token);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailedException($"No Redis answers at {Host}:{Port}. Start it, or leave --redis away to have a private one started.");
        }
    }

    private static RedisAddress ParseUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("redis" or "rediss") || url.Host.Length == 0 || url.AbsolutePath.Length > 1)
            throw Unreadable(text);

        var port = url.IsDefaultPort || url.Port < 0 ? UsualPort : url.Port;
        var (user, password) = url.UserInfo.Split(':', 2) is [var name, var secret] ? (name, secret) : ("", url.UserInfo);
        string?[] parts =
        [
            $"{url.Host}:{port}",
            user.Length > 0 ? $"user={Uri.UnescapeDataString(user)}" : null,
            password.Length > 0 ? $"password={Uri.UnescapeDataString(password)}" : null,
            url.Scheme == "rediss" ? "ssl=true" : null,
        ];
        return new RedisAddress(url.Host, port, string.Join(',', parts.Where(part => part is not null)));
    }

    // The text may hold a password, so it is not repeated.
    private static CommandFailedException Unreadable(string text) =>
        new($"--redis must be an address such as redis://localhost:{UsualPort}{(text.Contains('@') ? "" : $", not '{text}'")}");
}
