namespace OrleansChat.Grains.Interfaces;

/// <summary>One rate-limit bucket; its key is a <see cref="BucketKey"/>.</summary>
[Alias("chat.IRateLimitGrain")]
public interface IRateLimitGrain : IGrainWithStringKey
{
    /// <summary>Takes one token, or is refused with the time after which one will be there.</summary>
    [Alias("Take")]
    Task<Reply<Accepted>> TakeAsync();
}
