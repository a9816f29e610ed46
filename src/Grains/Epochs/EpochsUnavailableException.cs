using Orleans.Runtime;

namespace OrleansChat.Grains.Epochs;

/// <summary>
/// No epoch can be had now: the store is away, slow or overloaded. The room must not activate without one; trying later may succeed. It crosses
/// calls as what it is to their callers: an outage of the cluster.
/// </summary>
[GenerateSerializer, Alias("chat.EpochsUnavailable")]
public sealed class EpochsUnavailableException : OrleansException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was tried and how it failed.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public EpochsUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException!)
    {
    }
}
