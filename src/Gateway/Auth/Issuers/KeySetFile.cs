namespace OrleansChat.Gateway.Auth;

internal sealed class KeySetFile(string path) : IKeySetSource
{
    public string Place => path;

    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) => await File.ReadAllBytesAsync(path, cancellationToken);
}
