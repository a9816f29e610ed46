using System.Reflection;
using Orleans;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.RateLimits;

/// <summary>
/// A cluster in which every bucket is this one, which answers as the test says. A proxy, because the grain factory has many more methods on one
/// runtime than on the other, and a class that implements a grain's interface would be taken for a grain.
/// </summary>
public class ScriptedBucket : DispatchProxy
{
    private object? _bucket;

    /// <summary>What the bucket is asked.</summary>
    internal List<LeaseTokens> Asked { get; private set; } = [];

    /// <summary>What it is given back.</summary>
    internal List<LeaseEnded> Returned { get; private set; } = [];

    /// <summary>How it answers.</summary>
    internal Func<LeaseTokens, Task<Reply<TokensLeased>>> Answer { get; set; } = null!;

    internal static (IGrainFactory Factory, ScriptedBucket Bucket) Create()
    {
        var factory = Create<IGrainFactory, ScriptedBucket>();
        var bucket = Create<IRateLimitGrain, ScriptedBucket>();
        ((ScriptedBucket)(object)factory)._bucket = bucket;
        return (factory, (ScriptedBucket)(object)bucket);
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case nameof(IGrainFactory.GetGrain):
                return _bucket;
            case nameof(IGrainFactory.CreateObjectReference):
                return args![0];
            case nameof(IGrainFactory.DeleteObjectReference):
                return null;
            case nameof(IRateLimitGrain.LeaseAsync):
                Asked.Add((LeaseTokens)args![0]!);
                return Answer(Asked[^1]);
            case nameof(IRateLimitGrain.ReturnAsync):
                Returned.Add((LeaseEnded)args![0]!);
                return Task.CompletedTask;
            default:
                throw new NotSupportedException($"The script has no {targetMethod.Name}.");
        }
    }
}
