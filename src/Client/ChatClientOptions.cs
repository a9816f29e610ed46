namespace OrleansChat.Client;

/// <summary>What a <see cref="ChatClient"/> is told.</summary>
public sealed class ChatClientOptions
{
    /// <summary>
    /// The addresses of the gateways, such as <c>https://chat.example.org/</c>; one is enough where it stands for several. They are tried in turn,
    /// beginning with the first; rooms are resumed on any of them.
    /// </summary>
    public required IReadOnlyList<Uri> Servers { get; init; }

    /// <summary>Gives the access token or ticket for the next connection; it is asked again for each one.</summary>
    public required Func<CancellationToken, ValueTask<string>> Token { get; init; }

    /// <summary>A name for the device, at most 64 characters; shown to nobody else.</summary>
    public string? Device { get; init; }

    /// <summary>Whether a room that was forgotten while the client was away is joined again, empty; default true. Otherwise it is closed.</summary>
    public bool AutoRejoin { get; init; } = true;

    /// <summary>How many messages of a room are kept; default 500. The oldest go first.</summary>
    public int MessagesPerRoom { get; init; } = 500;

    /// <summary>How many messages may wait for their acknowledgement, over all rooms; default 1,000. One more is refused.</summary>
    public int PendingMessages { get; init; } = 1000;

    /// <summary>How each connection is made, the clock included. A server that is silent for <see cref="ChatConnectionOptions.ServerTimeout"/> is left.</summary>
    public ChatConnectionOptions Connection { get; init; } = new() { ServerTimeout = TimeSpan.FromSeconds(30) };

    /// <summary>Spreads the attempts to reconnect; default the system's.</summary>
    public Random Random { get; init; } = Random.Shared;
}
