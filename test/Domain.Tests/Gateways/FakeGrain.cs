using System.Reflection;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Gateways;

/// <summary>One grain of a <see cref="FakeCluster"/>.</summary>
public class FakeGrain : DispatchProxy
{
    private FakeCluster _cluster = null!;
    private string _name = "";

    internal static T New<T>(FakeCluster cluster, string name)
        where T : class
    {
        var grain = Create<T, FakeGrain>();
        ((FakeGrain)(object)grain)._cluster = cluster;
        ((FakeGrain)(object)grain)._name = name;
        return grain;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case nameof(IGatewayDirectoryGrain.ListAsync):
                return _cluster.ListAsync((GatewayLook)args![0]!);
            case nameof(IRoomGrain.DropGatewayAsync):
                _cluster.NoteDrop(_name, (GatewayId)args![0]!);
                return Task.CompletedTask;
            case nameof(IRoomGrain.AuditGatewayAsync):
                _cluster.NoteAudit(_name, (GatewayId)args![0]!);
                return Task.CompletedTask;
            default:
                throw new NotSupportedException(targetMethod.Name);
        }
    }
}
