namespace OrleansChat.Client.Tests.Resuming;

/// <summary>What a server answers and pushes, as JSON, about the room R.</summary>
internal static class Answers
{
    public const string Done = """{"ok":true}""";

    public const string Me = """{"id":"ann","name":"Ann","role":"member"}""";

    public static string Joined(long head, params string[] messages) => $$"""
        {"ok":true,"room":"R","epoch":1,"head":{{head}},"clock":{{head}},"me":{{Me}},"members":[{{Me}}],"memberCount":1,"messages":[{{string.Join(',', messages)}}],"read":[]}
        """;

    public static string Message(long seq) => $$"""
        {"type":"message","room":"R","epoch":1,"seq":{{seq}},"clock":{{seq}},"at":1700,"id":"m{{seq}}","from":{"id":"ben","name":"Ben"},"body":"text {{seq}}","kind":"text"}
        """;

    public static string Ack(long seq) =>
        $$"""{"ok":true,"id":"m{{seq}}","epoch":1,"seq":{{seq}},"clock":{{seq}},"at":1700,"duplicate":false,"durability":"memory"}""";

    public static string Page(long head, params string[] messages) =>
        $$"""{"ok":true,"room":"R","epoch":1,"head":{{head}},"messages":[{{string.Join(',', messages)}}],"hasMore":false}""";

    public static string Resumed(long head, params string[] messages) =>
        $$"""{"room":"R","outcome":"resumed","joined":{{Joined(head, messages)}} }""";

    public static string Refusal(string code, long? retryAfterMs = null) => $$"""
        {"ok":false,"error":{"code":"{{code}}","message":"No.","retryable":{{(retryAfterMs is null ? "false" : "true")}},"retryAfterMs":{{retryAfterMs ?? 0}} } }
        """;

    public static string Welcome(params string[] outcomes) => $$"""
        {"ok":true,"user":{"id":"ann","name":"Ann"},"serverTime":1,"limits":{"bodyCharacters":500,"frameBytes":16384,"ringMessages":100,"roomsPerConnection":100,
         "connectionsPerUser":10,"messages":{"limit":10,"windowSeconds":60},"typing":{"limit":30,"windowSeconds":60} },
         "server":{"version":"0.1.0","runtime":"embedded","gateway":"g"},"rooms":[{{string.Join(",", outcomes)}}] }
        """;

    public static string Bye(string action, long? retryAfterMs = null, string code = "DRAINING") =>
        $$"""{"type":"bye","code":"{{code}}","message":"The server stops.","action":"{{action}}","retryAfterMs":{{retryAfterMs ?? 0}} }""";
}
