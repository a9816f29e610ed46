using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>How this client reads and writes JSON: as <see cref="ChatJson"/> says, and more patiently where a client should be.</summary>
internal static class HubJson
{
    public static JsonSerializerOptions Options { get; } = new(ChatJson.Options)
    {
        // A server leaves out what is null, and one of another version may leave out more.
        RespectRequiredConstructorParameters = false,

        // Only the contracts have generated metadata; a raw invocation may hold anything, so reflection answers for the rest.
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ChatJson.Options.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
    };
}
