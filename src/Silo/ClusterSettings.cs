using System.Net;
using Microsoft.Extensions.Options;

namespace OrleansChat.Silo;

/// <summary>
/// How this process finds the others; the configuration section <c>Cluster</c> (Orleans reads the section <c>Orleans</c> itself, so it is not ours).
/// </summary>
public sealed record ClusterSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cluster";

    /// <summary><c>localhost</c> (one machine, membership in memory) or <c>redis</c>. Default <c>localhost</c>.</summary>
    public string Membership { get; init; } = "localhost";

    /// <summary>Silos with the same id form one cluster. Default <c>orleanschat</c>.</summary>
    public string Id { get; init; } = "orleanschat";

    /// <summary>Names the service in storage, over all its clusters. Default <c>orleanschat</c>.</summary>
    public string ServiceId { get; init; } = "orleanschat";

    /// <summary>Port for the other silos; 0 picks a free one. Default 0.</summary>
    public int SiloPort { get; init; }

    /// <summary>Port for Orleans clients (gateways that run apart); 0 picks a free one. Default 0.</summary>
    public int GatewayPort { get; init; }

    /// <summary>The address that other machines reach this silo at; empty takes the host's first. Ignored for <c>localhost</c>.</summary>
    public string AdvertisedAddress { get; init; } = "";

    /// <summary>
    /// Where grains keep state that outlives them: <c>memory</c>, or <c>adonet</c> for PostgreSQL at <c>Storage:Postgres:ConnectionString</c>, in
    /// the tables of Orleans' own PostgreSQL scripts. Default <c>memory</c>.
    /// </summary>
    public string GrainStorage { get; init; } = "memory";

    /// <summary>How long a call of a grain may take before its caller is told that the outcome is unknown. Default 5 s.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a silo asks another one whether it lives, and how long it waits for the answer. A silo that is busy, or paused, for longer than
    /// <see cref="MissedProbes"/> of these is taken for dead. Default 5 s, at least 100 ms.
    /// </summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many probes in a row a silo may leave unanswered before it is suspected. Default 3.</summary>
    public int MissedProbes { get; init; } = 3;

    /// <summary>How often a silo reads the table of members, in case it missed what the others told it. Default 1 minute.</summary>
    public TimeSpan TableRefresh { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Redis, for <c>redis</c> clustering.</summary>
    public RedisSettings Redis { get; init; } = new();

    internal sealed class Validator : IValidateOptions<ClusterSettings>
    {
        public ValidateOptionsResult Validate(string? name, ClusterSettings options) => options switch
        {
            { Membership: not ("localhost" or "redis") } =>
                ValidateOptionsResult.Fail($"Cluster:Membership is '{options.Membership}'; it must be localhost or redis."),
            { Membership: "redis", Redis.ConnectionString: "" } =>
                ValidateOptionsResult.Fail("Cluster:Membership is redis, so Cluster:Redis:ConnectionString must be set, for example redis:6379,password=…"),
            { GrainStorage: not ("memory" or "adonet") } =>
                ValidateOptionsResult.Fail($"Cluster:GrainStorage is '{options.GrainStorage}'; it must be memory or adonet."),
            _ when options.CallTimeout < TimeSpan.FromMilliseconds(100) || options.CallTimeout > TimeSpan.FromMinutes(5) =>
                ValidateOptionsResult.Fail($"Cluster:CallTimeout is {options.CallTimeout}; it must be 00:00:00.1 to 00:05:00."),
            _ when options.ProbeTimeout < TimeSpan.FromMilliseconds(100) || options.ProbeTimeout > TimeSpan.FromMinutes(5) =>
                ValidateOptionsResult.Fail($"Cluster:ProbeTimeout is {options.ProbeTimeout}; it must be 00:00:00.1 to 00:05:00."),
            { MissedProbes: < 1 or > 100 } =>
                ValidateOptionsResult.Fail($"Cluster:MissedProbes is {options.MissedProbes}; it must be 1 to 100."),
            _ when options.TableRefresh < TimeSpan.FromSeconds(1) || options.TableRefresh > TimeSpan.FromHours(1) =>
                ValidateOptionsResult.Fail($"Cluster:TableRefresh is {options.TableRefresh}; it must be 00:00:01 to 01:00:00."),
            { AdvertisedAddress.Length: > 0 } when !IPAddress.TryParse(options.AdvertisedAddress, out _) =>
                ValidateOptionsResult.Fail($"Cluster:AdvertisedAddress is '{options.AdvertisedAddress}'; it must be an IP address."),
            { SiloPort: < 0 or > 65_535 } or { GatewayPort: < 0 or > 65_535 } =>
                ValidateOptionsResult.Fail("Cluster:SiloPort and Cluster:GatewayPort must be 0 to 65,535."),
            _ => ValidateOptionsResult.Success,
        };
    }
}
