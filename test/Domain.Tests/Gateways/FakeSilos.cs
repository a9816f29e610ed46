using System.Net;
using System.Reflection;
using Orleans.Runtime;

namespace OrleansChat.Domain.Tests.Gateways;

/// <summary>So many silos that are alive, on either runtime.</summary>
public class FakeSilos : DispatchProxy
{
    internal int Alive { get; set; } = 1;

    internal static (ISiloStatusOracle Oracle, FakeSilos Silos) New()
    {
        var oracle = Create<ISiloStatusOracle, FakeSilos>();
        return (oracle, (FakeSilos)(object)oracle);
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(ISiloStatusOracle.GetApproximateSiloStatuses) => Enumerable.Range(1, Alive)
            .ToDictionary(port => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1), _ => SiloStatus.Active),
        var name => throw new NotSupportedException(name),
    };
}
