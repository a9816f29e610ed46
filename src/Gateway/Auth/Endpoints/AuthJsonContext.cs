using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansChat.Gateway.Auth;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, AllowDuplicateProperties = false, MaxDepth = 8)]
[JsonSerializable(typeof(GuestRequest))]
[JsonSerializable(typeof(GuestAnswer))]
[JsonSerializable(typeof(TicketAnswer))]
internal sealed partial class AuthJsonContext : JsonSerializerContext;
