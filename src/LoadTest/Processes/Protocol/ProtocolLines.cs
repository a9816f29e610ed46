using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>Messages as lines and back.</summary>
internal static class ProtocolLines
{
    public static string Write(LeadMessage message) => JsonSerializer.Serialize(message, ProtocolJson.Default.LeadMessage);

    public static string Write(ShareMessage message) => JsonSerializer.Serialize(message, ProtocolJson.Default.ShareMessage);

    /// <summary>Reads what the lead told; null where the line is no message.</summary>
    public static LeadMessage? ReadLead(string line) => Read(line, ProtocolJson.Default.LeadMessage);

    /// <summary>Reads what a share told; null where the line is no message.</summary>
    public static ShareMessage? ReadShare(string line) => Read(line, ProtocolJson.Default.ShareMessage);

    private static T? Read<T>(string line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
