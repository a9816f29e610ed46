using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Auth;

/// <summary>Its sentences state lengths and places, never a key.</summary>
internal sealed class DevelopmentOptionsValidator(IHostEnvironment environment) : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var development = options.Development;
        if (development.IsConfigured)
        {
            return ValidateKey(development);
        }

        if (environment.IsDevelopment())
        {
            return ValidateOptionsResult.Success;
        }

        if (!options.Jwks.IsConfigured)
        {
            return ValidateOptionsResult.Fail(
                $"No key is configured and the environment is '{environment.EnvironmentName}'; set {AuthOptions.Section}:Jwks:Url or " +
                $"{AuthOptions.Section}:Jwks:File (production), or {AuthOptions.Section}:Development:Key with {AuthOptions.Section}:Development:Allow=true.");
        }

        return options.Guests.Enabled
            ? ValidateOptionsResult.Fail(
                $"{AuthOptions.Section}:Guests:Enabled is true and the development issuer, which signs guests' tokens, has no key; set {AuthOptions.Section}:Development:Key.")
            : ValidateOptionsResult.Success;
    }

    private ValidateOptionsResult ValidateKey(DevelopmentOptions development)
    {
        if (!environment.IsDevelopment() && !development.Allow)
        {
            return ValidateOptionsResult.Fail(
                $"{AuthOptions.Section}:Development has a key and the environment is '{environment.EnvironmentName}'; outside Development that needs " +
                $"{AuthOptions.Section}:Development:Allow=true, because whoever has the key can sign in as anybody.");
        }

        return DevelopmentKey.TryRead(development, out _, out var fault) ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(fault);
    }
}
