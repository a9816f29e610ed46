using Orleans.Configuration;
using Orleans.Hosting;
using OrleansChat.Silo;

namespace OrleansChat.Gateway.Runtimes;

/// <summary>A gateway apart from its silos, as a client of their cluster.</summary>
internal static class ClientRuntime
{
    public static void AddChatClient(this IHostApplicationBuilder builder, ClusterSettings settings) => builder.UseOrleansClient(client =>
    {
        client.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = settings.Id;
            options.ServiceId = settings.ServiceId;
        });

        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = settings.CallTimeout);
        if (settings.Membership == "localhost")
        {
            client.UseLocalhostClustering(settings.GatewayPort, settings.ServiceId, settings.Id);
        }
        else
        {
            client.UseRedisClustering(settings.Redis.ConnectionString);
        }
    });
}
