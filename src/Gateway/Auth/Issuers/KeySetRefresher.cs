using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Auth;

/// <summary>Reads the key set before the first request can come, and then at an interval; after a failure, each minute.</summary>
internal sealed class KeySetRefresher(JwksIssuer issuer, IOptions<AuthOptions> options, TimeProvider time) : BackgroundService
{
    private bool _succeeded;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Jwks.IsConfigured)
        {
            _succeeded = await issuer.RefreshAsync().WaitAsync(cancellationToken);
            await base.StartAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(_succeeded ? options.Value.Jwks.RefreshInterval : JwksOptions.MinimumRefreshInterval, time, stoppingToken);
            _succeeded = await issuer.RefreshAsync().WaitAsync(stoppingToken);
        }
    }
}
