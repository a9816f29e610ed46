using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Orleans.Runtime;

/// <summary>
/// Names a silo or client. Here the endpoint is a name and nothing listens on it; the generation tells a silo from an earlier one of the
/// same endpoint and is negative for clients.
/// </summary>
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>
{
    private string? _parsable;

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
    }

    /// <summary>No silo.</summary>
    public static SiloAddress Zero { get; } = New(new IPEndPoint(IPAddress.Any, 0), 0);

    /// <summary>Where it would listen.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Which incarnation it is.</summary>
    public int Generation { get; }

    /// <summary>Whether it names a client.</summary>
    public bool IsClient => Generation < 0;

    /// <summary>Makes an address.</summary>
    public static SiloAddress New(IPEndPoint ep, int gen) => new(ep, gen);

    /// <summary>Makes an address.</summary>
    public static SiloAddress New(IPAddress address, int port, int generation) => new(new IPEndPoint(address, port), generation);

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static SiloAddress FromParsableString(string addr) =>
        TryParse(addr, out var address) ? address : throw new FormatException($"'{addr}' is not a silo address: the form is address:port@generation.");

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    public static bool TryParse(string? value, [NotNullWhen(true)] out SiloAddress? result)
    {
        result = null;
        var at = value?.LastIndexOf('@') ?? -1;
        if (at > 0
            && IPEndPoint.TryParse(value.AsSpan(0, at), out var endpoint)
            && int.TryParse(value.AsSpan(at + 1), CultureInfo.InvariantCulture, out var generation))
        {
            result = new SiloAddress(endpoint, generation);
        }

        return result is not null;
    }

    /// <summary>Writes the address so that it can be read again.</summary>
    public string ToParsableString() => _parsable ??= string.Create(CultureInfo.InvariantCulture, $"{Endpoint}@{Generation}");

    /// <inheritdoc/>
    public bool Equals(SiloAddress? other) => other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => (Endpoint.Port * 397) ^ Generation;

    /// <inheritdoc/>
    public int CompareTo(SiloAddress? other) => other is null
        ? 1
        : (Generation, Endpoint.Port).CompareTo((other.Generation, other.Endpoint.Port)) is var order and not 0
            ? order
            : string.CompareOrdinal(ToParsableString(), other.ToParsableString());

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsClient ? 'C' : 'S')}{Endpoint}:{Generation}");
}
