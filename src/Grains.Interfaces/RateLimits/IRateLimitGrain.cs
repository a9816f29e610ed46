namespace OrleansChat.Grains.Interfaces;

/// <summary>One rate-limit bucket; its key is a <see cref="BucketKey"/>. Gateways lease tokens of it, so that not every operation costs a call.</summary>
[Alias("chat.IRateLimitGrain")]
public interface IRateLimitGrain : IGrainWithStringKey
{
    /// <summary>Leases tokens to a gateway, at least one, or refuses with the time after which one will be there.</summary>
    [Alias("Lease")]
    Task<Reply<TokensLeased>> LeaseAsync(LeaseTokens command);

    /// <summary>Takes back what a gateway did not use; no effect for a lease that has ended.</summary>
    [Alias("Return")]
    Task ReturnAsync(LeaseEnded ended);
}
