using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Lifetime;

/// <summary>When the process ends.</summary>
internal static class LifetimeExtensions
{
    /// <summary>The environment variable with which a parent asks for it.</summary>
    public const string StopOnEndOfInputVariable = "ORLEANSCHAT_STOP_ON_STDIN_EOF";

    /// <summary>Sends clients away before the process stops.</summary>
    public static void AddDraining(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DrainOptions>().Bind(configuration.GetSection(DrainOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Drain>();
        services.AddSingleton<DrainingLifetime>();
        services.AddSingleton<IHostLifetime>(provider => provider.GetRequiredService<DrainingLifetime>());
    }

    public static void AddStopOnEndOfInput(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[StopOnEndOfInputVariable] == "1")
        {
            services.AddHostedService<StopOnEndOfInput>();
        }
    }

    /// <summary>Checks the settings, then runs: a host that finds them wrong while it starts would log a stack trace before it says so.</summary>
    public static Task RunCheckedAsync(this WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        return app.RunAsync();
    }
}
