namespace OrleansChat.Gateway.Lifetime;

/// <summary>When the process ends.</summary>
internal static class LifetimeExtensions
{
    /// <summary>The environment variable with which a parent asks for it.</summary>
    public const string StopOnEndOfInputVariable = "ORLEANSCHAT_STOP_ON_STDIN_EOF";

    public static void AddStopOnEndOfInput(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[StopOnEndOfInputVariable] == "1")
        {
            services.AddHostedService<StopOnEndOfInput>();
        }
    }
}
