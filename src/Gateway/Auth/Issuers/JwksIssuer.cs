using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Auth;

/// <summary>
/// The production issuer, whose public keys are in a key set elsewhere. The set is replaced as a whole by each read that succeeds, so a key that its
/// issuer withdrew is gone here too; a read that fails leaves the set as it was.
/// </summary>
internal sealed partial class JwksIssuer(IKeySetSource? source, IOptions<AuthOptions> options, TimeProvider time, ILogger<JwksIssuer> logger)
    : ITrustedIssuer
{
    private readonly Lock _gate = new();
    private volatile KeySet _set = KeySet.Empty;
    private Task<bool>? _read;
    private long _readStarted;

    public string? Name => options.Value.Issuer;

    public string Audience => options.Value.Audience;

    public bool Uses(SignatureAlgorithm algorithm) => source is not null && algorithm != SignatureAlgorithm.Hs256;

    public async ValueTask<VerificationKey?> FindKeyAsync(TokenHeader header, CancellationToken cancellationToken)
    {
        var set = _set;
        if (set.Find(header) is { } key || !set.IsMissing(header.KeyId))
        {
            return set.Find(header);
        }

        await ReadIfDue().WaitAsync(cancellationToken);
        return _set.Find(header);
    }

    /// <summary>Reads the set again, or joins a read that is under way.</summary>
    /// <returns>Whether the read succeeded.</returns>
    public Task<bool> RefreshAsync()
    {
        lock (_gate)
        {
            return _read is { IsCompleted: false } ? _read : StartRead();
        }
    }

    // Everybody who brings an unknown key waits for the same read, and within a minute of it no other is started.
    private Task<bool> ReadIfDue()
    {
        lock (_gate)
        {
            var due = _read is null || (_read.IsCompleted && time.GetElapsedTime(_readStarted) >= JwksOptions.MinimumRefreshInterval);
            return due ? StartRead() : _read!;
        }
    }

    private Task<bool> StartRead()
    {
        _readStarted = time.GetTimestamp();
        return _read = ReadAsync();
    }

    // No caller's cancellation reaches the read, since others wait for it too; the source bounds its time.
    private async Task<bool> ReadAsync()
    {
        if (source is null)
        {
            return true;
        }

        try
        {
            var set = KeySet.Parse(await source.ReadAsync(CancellationToken.None).ConfigureAwait(false));
            _set = set;
            KeysRead(logger, source.Place, set.Keys.Count, string.Join(' ', set.Ignored));
            return true;
        }
        catch (Exception exception)
        {
            // Whatever it was, sign-in goes on with the keys that are known.
            ReadFailed(logger, exception, source.Place, _set.Keys.Count);
            return false;
        }
    }
}
