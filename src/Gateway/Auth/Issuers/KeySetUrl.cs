using System.Net.Http.Headers;

namespace OrleansChat.Gateway.Auth;

/// <summary>A key set behind a URL. The configured address is the only one ever asked: a redirect would hand the choice of keys to whoever can send one.</summary>
internal sealed class KeySetUrl : IKeySetSource, IDisposable
{
    private readonly Uri _address;
    private readonly HttpClient _client;

    public KeySetUrl(Uri address, TimeSpan timeout)
    {
        _address = address;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = timeout,
            MaxResponseContentBufferSize = KeySet.MaximumBytes,
        };
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public string Place => _address.AbsoluteUri;

    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken) => await _client.GetByteArrayAsync(_address, cancellationToken);

    public void Dispose() => _client.Dispose();
}
