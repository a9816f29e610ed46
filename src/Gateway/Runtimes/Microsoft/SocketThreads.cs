namespace OrleansChat.Gateway.Runtimes;

/// <summary>Which threads handle what sockets receive.</summary>
internal static class SocketThreads
{
    /// <summary>Nothing: silos talk to each other over sockets of this process, too, and a client's burst must not hold them up.</summary>
    public static void Prepare()
    {
    }
}
