using Microsoft.Extensions.Options;
using OrleansChat.Grains;
using OrleansChat.Silo.Runtimes;
using OrleansChat.Storage;

namespace OrleansChat.Silo;

/// <summary>Hosting of the chat's grains.</summary>
public static class ChatSiloExtensions
{
    /// <summary>Makes this process a silo of the chat.</summary>
    public static IHostApplicationBuilder AddChatSilo(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = builder.Services.AddClusterSettings(builder.Configuration);
        builder.Services.AddChatGrains(builder.Configuration);
        var postgres = builder.Configuration["Storage:Postgres:ConnectionString"];
        if (settings.GrainStorage == "adonet" && string.IsNullOrEmpty(postgres))
        {
            throw Invalid("Cluster:GrainStorage is adonet, so Storage:Postgres:ConnectionString must be set.");
        }

        if (postgres is { Length: > 0 })
        {
            builder.Services.AddPostgresStorage(postgres);
        }

        builder.UseOrleans(silo => SiloRuntime.Configure(silo, settings, postgres));
        return builder;
    }

    /// <summary>Reads and checks the section <c>Cluster</c>; the values are needed while the host is being built.</summary>
    public static ClusterSettings AddClusterSettings(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>() ?? new ClusterSettings();
        var verdict = new ClusterSettings.Validator().Validate(null, settings);
        return verdict.Succeeded ? settings : throw Invalid([.. verdict.Failures!]);
    }

    private static OptionsValidationException Invalid(params string[] failures) => new(ClusterSettings.Section, typeof(ClusterSettings), failures);
}
