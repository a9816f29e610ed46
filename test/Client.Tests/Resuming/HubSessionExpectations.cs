using System.Text.Json;

namespace OrleansChat.Client.Tests.Resuming;

internal static class HubSessionExpectations
{
    /// <summary>Reads the next call, which must be of a method; pings are passed over.</summary>
    /// <returns>Its invocation id, and its argument.</returns>
    public static async Task<(string Id, JsonElement Argument)> ReadCallAsync(this HubSession session, string target)
    {
        var record = await session.ReadAsync();
        while (record.GetProperty("type").GetInt32() == 6)
        {
            record = await session.ReadAsync();
        }

        Assert.Equal(target, record.GetProperty("target").GetString());
        return (record.GetProperty("invocationId").GetString()!, record.GetProperty("arguments")[0]);
    }

    public static Task AnswerAsync(this HubSession session, string id, string result) =>
        session.SendAsync($$"""{"type":3,"invocationId":"{{id}}","result":{{result.ReplaceLineEndings("")}}}""");

    /// <summary>Reads the next call, which must be of a method, answers it, and returns its argument.</summary>
    public static async Task<JsonElement> ExpectAsync(this HubSession session, string target, string result)
    {
        var (id, argument) = await session.ReadCallAsync(target);
        await session.AnswerAsync(id, result);
        return argument;
    }
}
