using System.Reflection;
using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Silo.Runtimes;

namespace OrleansChat.Gateway;

/// <summary>Who this gateway process is.</summary>
internal sealed class GatewayIdentity
{
    public GatewayId Id { get; }

    public ServerInfo Info { get; }

    public GatewayIdentity()
        : this(GatewayId.New())
    {
    }

    public GatewayIdentity(GatewayId id)
    {
        Id = id;
        var version = typeof(GatewayIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Info = new ServerInfo(version.Split('+')[0], SiloRuntime.Name, Id.Value);
    }
}
