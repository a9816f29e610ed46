namespace OrleansChat.Client;

/// <summary>What a <see cref="ChatConnection"/> can be told; every default suits an ordinary client.</summary>
public sealed class ChatConnectionOptions
{
    /// <summary>The clock of keep-alive pings and of timeouts; default the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long opening the connection may take, handshake included; default 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a request may wait for its answer before a <see cref="TimeoutException"/>; default 10 seconds.</summary>
    public TimeSpan InvocationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time between two pings to the server, which drops a silent connection after 30 seconds; default 15 seconds.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the server may be silent; then the connection is taken for broken, at the next ping. The server itself pings every 15 seconds. Default:
    /// for ever, which leaves it to the operating system to notice a broken line.
    /// </summary>
    public TimeSpan ServerTimeout { get; init; } = TimeSpan.MaxValue;

    /// <summary>
    /// How many frames may wait unread in <see cref="ChatConnection.Frames"/>; default 4,096. One more closes the connection: dropping a frame
    /// would leave a hole in a room, and waiting for the reader would hold up the answers behind it.
    /// </summary>
    public int FrameQueueCapacity { get; init; } = 4096;

    /// <summary>The longest message that is taken from the server, in bytes; default 4 MiB. A longer one closes the connection.</summary>
    public int MaximumMessageBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Further headers of the opening request, such as <c>Origin</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
