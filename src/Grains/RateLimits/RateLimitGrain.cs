using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace OrleansChat.Grains.RateLimits;

/// <summary>
/// The edge of one bucket. The bucket begins full, so it must not be forgotten before it is full again: the grain asks to stay for its
/// window after every use.
/// </summary>
[PreferLocalPlacement]
internal sealed class RateLimitGrain(IOptions<RateLimitsOptions> options, TimeProvider time) : Grain, IRateLimitGrain
{
    private TimeSpan _window;
    private TokenBucket _bucket = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var limit = options.Value[BucketKey.Parse(this.GetPrimaryKeyString()).Tier];
        _window = TimeSpan.FromSeconds(limit.WindowSeconds);
        _bucket = new TokenBucket(limit.Limit, _window, Now);
        return Task.CompletedTask;
    }

    public Task<Reply<Accepted>> TakeAsync()
    {
        DelayDeactivation(_window);
        return Task.FromResult(_bucket.Take(Now));
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
