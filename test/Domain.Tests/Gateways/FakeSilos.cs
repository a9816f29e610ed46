using System.Net;
using System.Reflection;
using Orleans.Runtime;

namespace OrleansChat.Domain.Tests.Gateways;

/// <summary>Silos of which so many are alive, and some dead, on either runtime.</summary>
public class FakeSilos : DispatchProxy
{
    internal int Alive { get; set; } = 1;

    /// <summary>The names of silos that were declared dead.</summary>
    internal HashSet<string> Dead { get; } = [];

    /// <summary>What the silo of a number is called.</summary>
    internal static string NameOf(int number) => Address(number).ToParsableString();

    internal static (ISiloStatusOracle Oracle, FakeSilos Silos) New()
    {
        var oracle = Create<ISiloStatusOracle, FakeSilos>();
        return (oracle, (FakeSilos)(object)oracle);
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(ISiloStatusOracle.GetApproximateSiloStatuses) => Enumerable.Range(1, Alive)
            .Where(number => args is not [true] || !Dead.Contains(NameOf(number)))
            .ToDictionary(Address, number => Dead.Contains(NameOf(number)) ? SiloStatus.Dead : SiloStatus.Active),
        var name => throw new NotSupportedException(name),
    };

    private static SiloAddress Address(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, number), 1);
}
