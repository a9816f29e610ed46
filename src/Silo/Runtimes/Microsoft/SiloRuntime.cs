using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using OrleansChat.Grains;
using OrleansChat.Storage;

namespace OrleansChat.Silo.Runtimes;

/// <summary>The silo on Microsoft's runtime: alone on this machine, or one of many that meet in Redis.</summary>
public static class SiloRuntime
{
    /// <summary>Name of the runtime, as health checks and clients see it.</summary>
    public const string Name = "microsoft";

    /// <summary>More than one for each processor would only take turns: with six on two a message cost more, and waited longer.</summary>
    private const int LeastThreads = 2;

    internal static void Configure(ISiloBuilder silo, ClusterSettings settings, string? postgres)
    {
        var siloPort = settings.SiloPort == 0 ? FreePort() : settings.SiloPort;
        var gatewayPort = settings.GatewayPort == 0 ? FreePort() : settings.GatewayPort;
        silo.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = settings.Id;
            options.ServiceId = settings.ServiceId;
        });

        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = settings.CallTimeout);
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = settings.ProbeTimeout;
            options.NumMissedProbesLimit = settings.MissedProbes;
            options.TableRefreshTimeout = settings.TableRefresh;
        });

        AddGrainStorage(silo, settings, postgres);
        if (settings.Membership == "localhost")
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, null, settings.ServiceId, settings.Id);
        }
        else
        {
            LeaveAThreadBesideRedis();
            silo.UseRedisClustering(settings.Redis.ConnectionString);
            if (settings.AdvertisedAddress.Length > 0)
            {
                // Whoever tells others a loopback address is there for this machine alone; the traffic is not encrypted.
                var address = IPAddress.Parse(settings.AdvertisedAddress);
                silo.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
            }
            else
            {
                silo.ConfigureEndpoints(siloPort, gatewayPort, listenOnAnyHostAddress: true);
            }
        }
    }

    private static void AddGrainStorage(ISiloBuilder silo, ClusterSettings settings, string? postgres)
    {
        if (!silo.Configuration.GetValue<bool>("Presence:PersistLastSeen"))
        {
            // Else each user who comes online would cost a call to the grain that keeps the memory, mostly in another silo, to hear that there is nothing.
            silo.Services.AddKeyedSingleton<IGrainStorage, NoGrainStorage>(ChatGrainsExtensions.GrainStorageName);
            return;
        }

        if (settings.GrainStorage == "memory")
        {
            silo.AddMemoryGrainStorage(ChatGrainsExtensions.GrainStorageName);
            return;
        }

        silo.AddAdoNetGrainStorage(ChatGrainsExtensions.GrainStorageName, options =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = PostgresConnections.Complete(postgres!);
        });
    }

    /// <summary>
    /// Redis' client blocks the thread that writes a transaction until the answer is there, and the answer takes a thread, too. Where one processor gives the
    /// pool one thread, all messages would wait for most of a second until the pool notices, each time that a silo says that it is alive.
    /// </summary>
    private static void LeaveAThreadBesideRedis()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, LeastThreads), ports);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
