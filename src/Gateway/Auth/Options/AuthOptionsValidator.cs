using Microsoft.Extensions.Options;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(options.Audience))
        {
            faults.AddError($"{AuthOptions.Section}:Audience is empty; it must name the audience that access tokens are for.");
        }

        if (options.Issuer == DevelopmentToken.Issuer)
        {
            faults.AddError($"{AuthOptions.Section}:Issuer is '{options.Issuer}'; that name belongs to the development issuer, which needs no setting.");
        }

        if (options.Jwks.IsConfigured && string.IsNullOrWhiteSpace(options.Issuer))
        {
            faults.AddError($"{AuthOptions.Section}:Issuer is empty; it must name the issuer whose keys {AuthOptions.Section}:Jwks holds.");
        }

        faults.CheckRange("ClockSkew", options.ClockSkew, TimeSpan.Zero, AuthOptions.MaximumClockSkew);
        faults.CheckRange("TicketLifetime", options.TicketLifetime, TimeSpan.FromSeconds(1), AuthOptions.MaximumTicketLifetime);
        foreach (var origin in options.AllowedOrigins.Where(origin => !HubOrigins.IsOrigin(origin)))
        {
            faults.AddError(
                $"{AuthOptions.Section}:AllowedOrigins holds '{origin}'; an origin is scheme://host or scheme://host:port as a browser sends it: " +
                "http or https, lower case, no path, no default port, no wildcard.");
        }

        return faults.Build();
    }
}
