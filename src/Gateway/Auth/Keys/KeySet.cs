using System.Text.Json;

namespace OrleansChat.Gateway.Auth;

/// <summary>A JSON Web Key Set (RFC 7517), read strictly: keys that are not for checking signatures here are ignored, each with a reason.</summary>
/// <param name="Keys">The usable keys.</param>
/// <param name="Ignored">One sentence a key that is not usable.</param>
internal sealed record KeySet(IReadOnlyList<VerificationKey> Keys, IReadOnlyList<string> Ignored)
{
    public const int MaximumBytes = 256 * 1024;
    public const int MaximumKeys = 64;

    public static readonly KeySet Empty = new([], []);

    /// <summary>The one key that fits a token. Where a token names no key and several would do, none does: guessing is not checking.</summary>
    public VerificationKey? Find(TokenHeader header)
    {
        var fitting = Keys.Where(key => (header.KeyId is null || key.Id == header.KeyId) && key.Supports(header.Algorithm)).Take(2).ToArray();
        return fitting.Length == 1 ? fitting[0] : null;
    }

    /// <summary>Whether a newer set could hold a key that this one lacks.</summary>
    public bool IsMissing(string? keyId) => keyId is null ? Keys.Count == 0 : Keys.All(key => key.Id != keyId);

    /// <exception cref="FormatException">The text is not a key set.</exception>
    public static KeySet Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaximumBytes)
        {
            throw new FormatException($"The key set has more than {MaximumBytes} bytes.");
        }

        try
        {
            using var document = StrictJson.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("keys", out var list)
                || list.ValueKind != JsonValueKind.Array
                || list.GetArrayLength() > MaximumKeys)
            {
                throw new FormatException($"A key set is an object whose 'keys' is an array of at most {MaximumKeys} keys.");
            }

            return Read(list);
        }
        catch (Exception exception) when (StrictJson.IsMalformed(exception))
        {
            throw new FormatException("The key set is not well-formed JSON.", exception);
        }
    }

    private static KeySet Read(JsonElement list)
    {
        var keys = new List<VerificationKey>();
        var ignored = new List<string>();
        foreach (var (index, element) in list.EnumerateArray().Index())
        {
            if (!JsonWebKey.TryRead(element, out var key, out var fault))
            {
                ignored.Add($"Key {index}: {fault}");
            }
            else if (key.Id is not null && keys.Any(other => other.Id == key.Id))
            {
                ignored.Add($"Key {index}: its kid is that of an earlier key.");
            }
            else
            {
                keys.Add(key);
            }
        }

        return new KeySet(keys, ignored);
    }
}
