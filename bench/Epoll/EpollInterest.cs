namespace OrleansChat.Bench.Epoll;

/// <summary>What is waited for, and what has happened; the values are the system's.</summary>
[Flags]
public enum EpollInterest
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>There is something to read, or the other side has closed.</summary>
    Read = 0x1,

    /// <summary>There is room to write, or a connection has come about.</summary>
    Write = 0x4,

    /// <summary>The socket is broken; told without being asked for.</summary>
    Error = 0x8,

    /// <summary>Both directions are closed; told without being asked for.</summary>
    HangUp = 0x10,
}
