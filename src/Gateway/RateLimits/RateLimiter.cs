using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.RateLimits;

/// <summary>Takes tokens of users' buckets, which are grains, so that a limit holds over all of a user's connections and gateways together.</summary>
internal sealed class RateLimiter(IGrainFactory grains)
{
    /// <summary>Takes one token, or says why not.</summary>
    public async Task<Refused?> TakeAsync(RateLimitTier tier, UserId user)
    {
        var reply = await grains.GetGrain<IRateLimitGrain>(new BucketKey(tier, user).ToString()).TakeAsync();
        return reply.Refusal;
    }
}
