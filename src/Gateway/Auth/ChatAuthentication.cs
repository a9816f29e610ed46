using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Auth;

/// <summary>Wires authentication into the gateway.</summary>
internal static class ChatAuthentication
{
    /// <summary>Adds options, issuers, the bearer scheme, tickets and the guests' rate limit.</summary>
    public static IServiceCollection AddChatAuthentication(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddSingleton<IValidateOptions<AuthOptions>, JwksOptionsValidator>();
        services.AddSingleton<IValidateOptions<AuthOptions>, GuestOptionsValidator>();
        services.AddSingleton<IValidateOptions<AuthOptions>>(new DevelopmentOptionsValidator(environment));
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, QueryLogFilter>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddIssuers();
        services.AddSingleton<AccessTokenValidator>();
        services.TryAddSingleton<ITicketStore, GrainTicketStore>();
        services.AddSingleton<TicketOffice>();
        services.AddSingleton<HubOrigins>();

        services.AddAuthentication(BearerHandler.Scheme).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Scheme, configureOptions: null);
        services.AddAuthorization();
        services.AddRateLimiter(limiter => limiter.AddPolicy<IPAddress, GuestRateLimit>(GuestRateLimit.Name));
        return services;
    }

    /// <summary>Adds the checks to the pipeline, in the order they rely on: origin, token, permission, rate.</summary>
    public static IApplicationBuilder UseChatAuthentication(this IApplicationBuilder application) =>
        application
            .UseMiddleware<HubOriginMiddleware>()
            .UseAuthentication()
            .UseAuthorization()
            .UseRateLimiter();

    private static void AddIssuers(this IServiceCollection services)
    {
        services.AddSingleton<DevelopmentIssuer>();
        services.AddSingleton<IKeySetSource>(provider => CreateKeySetSource(provider)!);
        services.AddSingleton<JwksIssuer>();
        services.AddSingleton<ITrustedIssuer>(provider => provider.GetRequiredService<DevelopmentIssuer>());
        services.AddSingleton<ITrustedIssuer>(provider => provider.GetRequiredService<JwksIssuer>());
        services.AddHostedService<KeySetRefresher>();
    }

    // Made by the container, and so disposed by it; null where no production issuer is configured.
    private static IKeySetSource? CreateKeySetSource(IServiceProvider provider) => provider.GetRequiredService<IOptions<AuthOptions>>().Value.Jwks switch
    {
        { File: { Length: > 0 } file } => new KeySetFile(file),
        { Url: { Length: > 0 } url } jwks => new KeySetUrl(new Uri(url), jwks.Timeout),
        _ => null,
    };
}
