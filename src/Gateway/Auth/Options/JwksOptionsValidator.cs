using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Auth;

internal sealed class JwksOptionsValidator : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var jwks = options.Jwks;
        var faults = new ValidateOptionsResultBuilder();
        if (!string.IsNullOrEmpty(jwks.File) && !string.IsNullOrEmpty(jwks.Url))
        {
            faults.AddError($"{AuthOptions.Section}:Jwks:File is '{jwks.File}' and {AuthOptions.Section}:Jwks:Url is '{jwks.Url}'; only one may be set.");
        }

        if (!string.IsNullOrEmpty(jwks.Url) && !IsAcceptable(jwks.Url))
        {
            faults.AddError($"{AuthOptions.Section}:Jwks:Url is '{jwks.Url}'; it must be an absolute https URL, or http to a loopback address.");
        }

        if (!string.IsNullOrEmpty(jwks.File) && FindFault(jwks.File) is { } fault)
        {
            faults.AddError($"{AuthOptions.Section}:Jwks:File is '{jwks.File}'; it must be a readable key set with a usable key: {fault}");
        }

        faults.CheckRange("Jwks:RefreshInterval", jwks.RefreshInterval, JwksOptions.MinimumRefreshInterval, TimeSpan.FromDays(1));
        faults.CheckRange("Jwks:Timeout", jwks.Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(30));
        return faults.Build();
    }

    private static bool IsAcceptable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    // A server whose keys are in a file that cannot be used would refuse everybody; it is better not to start. A URL may well be down for a moment.
    private static string? FindFault(string file)
    {
        try
        {
            var set = KeySet.Parse(System.IO.File.ReadAllBytes(file));
            return set.Keys.Count > 0 ? null : string.Join(' ', set.Ignored.DefaultIfEmpty("it holds no key."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return exception.Message;
        }
    }
}
