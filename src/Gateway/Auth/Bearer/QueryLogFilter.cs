using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Auth;

/// <summary>
/// Keeps tokens in URLs out of the logs. ASP.NET Core logs each request's whole query at Information under one category, before any middleware could
/// hide it; that category is held at Warning here whatever the configuration says, for every provider that has rules of its own too.
/// </summary>
internal sealed class QueryLogFilter : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // A rule for a provider beats one for all, and of equal rules the last one counts.
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray();
        foreach (var provider in providers)
        {
            options.Rules.Add(new LoggerFilterRule(provider, Category, LogLevel.Warning, filter: null));
        }
    }
}
