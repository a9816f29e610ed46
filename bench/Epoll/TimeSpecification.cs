namespace OrleansChat.Bench.Epoll;

/// <summary>The system's <c>timespec</c>.</summary>
internal struct TimeSpecification
{
    public nint Seconds;
    public nint Nanoseconds;
}
