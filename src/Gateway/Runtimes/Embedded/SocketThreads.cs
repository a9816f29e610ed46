namespace OrleansChat.Gateway.Runtimes;

/// <summary>Which threads handle what sockets receive.</summary>
internal static class SocketThreads
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Has what is received handled by the threads that wait for it, without a hand-over to the thread pool, which costs more than a message between
    /// seven. Nothing in this process may block them: the gateway and its grains never wait otherwise than by an await. .NET looks at this once, at the
    /// first socket.
    /// </summary>
    public static void Prepare()
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
        {
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        }
    }
}
