using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Runtime;

namespace OrleansChat.Grains.RateLimits;

/// <summary>
/// The edge of one bucket. The bucket begins full unless one may have been lost, so it must not be forgotten before it is full again: the grain
/// asks to stay for that long after every use. It is not reentrant: while it recalls leases, other calls wait.
/// </summary>
[PreferLocalPlacement]
internal sealed class RateLimitGrain(IOptions<RateLimitsOptions> options, LostSilos losses, ILocalSiloDetails silo, TimeProvider time) : Grain, IRateLimitGrain
{
    /// <summary>How long a gateway that holds tokens may take to answer; one that does not is gone or cut off, and its tokens count as used when its lease ends.</summary>
    private static readonly TimeSpan RecallPatience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<GatewayId, ILeaseHolder> _holders = [];
    private string _activation = null!;
    private TimeSpan _stay;
    private TokenBucket _bucket = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var limit = options.Value[BucketKey.Parse(this.GetPrimaryKeyString()).Tier];
        var window = TimeSpan.FromSeconds(limit.WindowSeconds);
        var lost = losses.Look();
        _activation = string.Create(CultureInfo.InvariantCulture, $"{silo.SiloAddress.ToParsableString()}/{losses.NextActivation()}");
        _bucket = lost.Count == 0 ? new TokenBucket(limit.Limit, window, Now) : TokenBucket.AfterLosses(limit.Limit, window, lost, Now);
        _stay = (2 * window) + TimeSpan.FromMilliseconds(_bucket.LeaseMs + _bucket.GraceMs);
        return Task.CompletedTask;
    }

    public async Task<Reply<TokensLeased>> LeaseAsync(LeaseTokens command)
    {
        DelayDeactivation(_stay);
        _holders[command.Gateway] = command.Holder;
        if (command.Known is { } known && known != _activation)
        {
            _bucket.CorrectBeginning();
        }

        if (command.Ended is { } ended)
        {
            _bucket.End(ended, Now);
        }

        if (!_bucket.HasToken(Now))
        {
            await RecallAsync(command.Gateway);
        }

        return _bucket.Lease(command, _activation, Now);
    }

    public Task ReturnAsync(LeaseEnded ended)
    {
        DelayDeactivation(_stay);
        _bucket.End(ended, Now);
        return Task.CompletedTask;
    }

    /// <summary>Of the steady clock: a wall clock that steps back would keep tokens from flowing for as long as it stepped.</summary>
    private long Now => time.GetSteadyMilliseconds();

    private async Task RecallAsync(GatewayId asking)
    {
        foreach (var gateway in _bucket.HoldersBeside(asking))
        {
            if (!_holders.TryGetValue(gateway, out var holder))
            {
                continue;
            }

            try
            {
                _bucket.End(await RecallAsync(holder).WaitAsync(RecallPatience, time), Now);
            }
            catch (Exception exception) when (exception is TimeoutException or OrleansException)
            {
                // It is not asked again until it asks for tokens itself.
                _holders.Remove(gateway);
            }
        }
    }

    /// <summary>Awaits the call in this grain's turns before anything else does: what waits for a call itself goes on outside of them.</summary>
    private async Task<LeaseEnded> RecallAsync(ILeaseHolder holder) => await holder.RecallAsync(this.GetPrimaryKeyString());
}
