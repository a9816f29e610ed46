using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Grains.Epochs;

namespace OrleansChat.Grains.Tests.Clusters;

/// <summary>What every silo of a test cluster has, on either runtime.</summary>
internal static class SiloServices
{
    public static void Add(IServiceCollection services, ChatClusterSettings settings, IEpochSource epochs)
    {
        services.AddLogging();
        services.AddSingleton(settings.Time);

        // Silos that share a process share its clock of epochs, as two processes share the hours of the day.
        services.AddSingleton(epochs);
        services.AddChatGrains(new ConfigurationBuilder().AddInMemoryCollection(settings.Configuration).Build());
    }
}
