using System.Reflection;
using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Silo.Runtimes;

namespace OrleansChat.Gateway;

/// <summary>Who this gateway process is.</summary>
internal sealed class GatewayIdentity
{
    public GatewayId Id { get; } = GatewayId.New();

    public ServerInfo Info { get; }

    public GatewayIdentity()
    {
        var version = typeof(GatewayIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Info = new ServerInfo(version.Split('+')[0], SiloRuntime.Name, Id.Value);
    }
}
