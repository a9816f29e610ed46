using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>Reads the frames of a <c>Deliver</c>, without those of a type that this client does not know: a newer server may send them.</summary>
internal static class FrameReader
{
    private static readonly FrozenSet<string> KnownTypes = typeof(Frame)
        .GetCustomAttributes<JsonDerivedTypeAttribute>()
        .Select(attribute => (string)attribute.TypeDiscriminator!)
        .ToFrozenSet();

    public static IEnumerable<Frame> Read(JsonElement arguments) =>
        from frame in arguments[0].EnumerateArray()
        where frame.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && KnownTypes.Contains(type.GetString()!)
        select frame.Deserialize<Frame>(HubJson.Options)!;
}
