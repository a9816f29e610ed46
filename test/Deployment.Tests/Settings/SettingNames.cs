using Microsoft.Extensions.Configuration;
using OrleansChat.Gateway;
using OrleansChat.Gateway.Auth;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Presence;
using OrleansChat.Grains.RateLimits;
using OrleansChat.Grains.Gateways;
using OrleansChat.Grains.Rooms;
using OrleansChat.Silo;

namespace OrleansChat.Deployment.Tests.Settings;

/// <summary>Which setting a name means: the program itself ignores a name that means nothing, and so would whoever misspelt it.</summary>
internal static class SettingNames
{
    private static readonly Dictionary<string, Type> Sections = new()
    {
        [ClusterSettings.Section] = typeof(ClusterSettings),
        [GatewayOptions.Section] = typeof(GatewayOptions),
        [AuthOptions.Section] = typeof(AuthOptions),
        ["RateLimits"] = typeof(RateLimitsOptions),
        ["Rooms"] = typeof(RoomLimits),
        ["Presence"] = typeof(PresenceOptions),
        ["Links"] = typeof(GatewayLinkOptions),
        ["Leases"] = typeof(GatewayLeaseOptions),
    };

    /// <summary>Binds every <c>Section__Key</c> to its options.</summary>
    /// <exception cref="InvalidOperationException">A name means nothing, or its value is not of the setting's type.</exception>
    public static void Bind(IReadOnlyDictionary<string, string> variables)
    {
        var configuration = Configuration(variables.Where(variable => variable.Key.Contains("__", StringComparison.Ordinal)));
        foreach (var section in configuration.GetChildren())
        {
            var options = Sections.GetValueOrDefault(section.Key)
                ?? throw new InvalidOperationException($"There is no section '{section.Key}'.");
            section.Get(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
    }

    public static IConfigurationRoot Configuration(IEnumerable<KeyValuePair<string, string>> variables) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Key.Replace("__", ":", StringComparison.Ordinal), (string?)variable.Value)))
            .Build();
}
