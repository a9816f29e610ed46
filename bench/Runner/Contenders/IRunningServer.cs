using System.Net;

namespace OrleansChat.Bench.Contenders;

/// <summary>A server that runs for one session; disposing of it ends it.</summary>
internal interface IRunningServer : IAsyncDisposable
{
    IPEndPoint EndPoint { get; }

    /// <summary>All processes that work for it; their CPU time and memory are summed.</summary>
    IReadOnlyList<int> Processes { get; }

    /// <summary>Whether one of them has ended by itself.</summary>
    bool HasEnded { get; }

    /// <summary>What it said last.</summary>
    string LastWords { get; }
}
