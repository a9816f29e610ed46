using System.Text.Json.Serialization;

namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>How messages are written; made at compile time, as a process that measures has no time to look at types.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(LeadMessage))]
[JsonSerializable(typeof(ShareMessage))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
