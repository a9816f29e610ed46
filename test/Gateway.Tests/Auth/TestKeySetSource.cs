using System.Text;
using OrleansChat.Gateway.Auth;

namespace OrleansChat.Gateway.Tests.Auth;

/// <summary>A key set in memory, which can change, fail and take its time, and counts its reads.</summary>
internal sealed class TestKeySetSource(string set) : IKeySetSource
{
    public string Place => "memory";

    public string? Set { get; set; } = set;

    public Task Gate { get; set; } = Task.CompletedTask;

    public int Reads { get; private set; }

    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        Reads++;
        await Gate;
        return Set is { } text ? Encoding.UTF8.GetBytes(text) : throw new IOException("The issuer is down.");
    }
}
