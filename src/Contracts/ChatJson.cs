using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace OrleansChat.Contracts;

/// <summary>How the contracts look as JSON, for servers and .NET clients alike.</summary>
public static class ChatJson
{
    /// <summary>
    /// camelCase members, absent instead of null. The encoder leaves letters of every script as they are and escapes <c>&lt; &gt; &amp;</c>, so
    /// that the text is harmless even where somebody puts it into a page unescaped.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            NumberHandling = JsonNumberHandling.Strict,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            AllowOutOfOrderMetadataProperties = true,
        };
        options.TypeInfoResolverChain.Add(ChatJsonContext.Default);
        options.MakeReadOnly();
        return options;
    }
}
