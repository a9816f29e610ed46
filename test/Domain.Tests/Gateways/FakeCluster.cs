using System.Reflection;
using Orleans;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Gateways;

/// <summary>
/// The grains that a silo's services call, and the silos that they see. A proxy, because the grain factory has many more methods on one runtime than on
/// the other, and a class that implements a grain's interface would be taken for a grain.
/// </summary>
public class FakeCluster : DispatchProxy
{
    private readonly List<string> _dropped = [];
    private readonly List<string> _audited = [];

    /// <summary>What the directory answers; what it throws where it cannot be read.</summary>
    internal Func<Task<GatewayList>> List { get; set; } = () => Task.FromResult(new GatewayList([], IsSettled: true, IsComplete: true));

    /// <summary>What the silo brought to the list each time that it read it.</summary>
    internal List<GatewayLook> Looks { get; } = [];

    /// <summary>The grains that were told that a gateway is gone, in order.</summary>
    internal IReadOnlyList<string> Dropped => _dropped;

    /// <summary>The rooms that were asked to look at a gateway, in order.</summary>
    internal IReadOnlyList<string> Audited => _audited;

    internal static (IGrainFactory Grains, FakeCluster Cluster) New()
    {
        var grains = Create<IGrainFactory, FakeCluster>();
        return (grains, (FakeCluster)(object)grains);
    }

    internal Task<GatewayList> ListAsync(GatewayLook look)
    {
        Looks.Add(look);
        return List();
    }

    internal void NoteDrop(string grain, GatewayId gateway) => _dropped.Add($"{grain} lost {gateway}");

    internal void NoteAudit(string grain, GatewayId gateway) => _audited.Add($"{grain} about {gateway}");

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.GetGenericArguments() is [var grain] ? grain : throw new NotSupportedException(targetMethod.Name);
        return type == typeof(IGatewayDirectoryGrain) ? FakeGrain.New<IGatewayDirectoryGrain>(this, "")
            : type == typeof(IRoomGrain) ? FakeGrain.New<IRoomGrain>(this, $"room {args![0]}")
            : FakeGrain.New<IPresenceGrain>(this, $"user {args![0]}");
    }
}
