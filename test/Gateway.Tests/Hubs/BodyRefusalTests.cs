using System.Text;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

/// <summary>Bodies and keys that no room may ever see. They are written as JSON by hand, because a good client could not send some of them.</summary>
public sealed class BodyRefusalTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    private const string Family = "👨‍👩‍👧‍👦";

    public static TheoryData<string, string, string> BadBodies => new()
    {
        { "empty", "\"\"", ChatErrorCode.BadRequest },
        { "blank", "\" \\n\\t\\u00a0\\u3000 \"", ChatErrorCode.BadRequest },
        { "null", "null", ChatErrorCode.BadRequest },
        { "number", "7", ChatErrorCode.BadRequest },
        { "object", "{}", ChatErrorCode.BadRequest },
        { "half a surrogate pair", "\"\\ud800\"", ChatErrorCode.BadRequest },
        { "the other half", "\"x\\udc00x\"", ChatErrorCode.BadRequest },
        { "zero character", "\"a\\u0000b\"", ChatErrorCode.BadRequest },
        { "escape character", "\"a\\u001bb\"", ChatErrorCode.BadRequest },
        { "carriage return", "\"a\\rb\"", ChatErrorCode.BadRequest },
        { "delete character", "\"a\\u007fb\"", ChatErrorCode.BadRequest },
        { "next line, a control of Latin-1", "\"a\\u0085b\"", ChatErrorCode.BadRequest },
        { "17 combining marks", $"\"e{string.Concat(Enumerable.Repeat("\\u0301", 17))}\"", ChatErrorCode.BadRequest },
        { "501 characters", $"\"{new string('x', 501)}\"", ChatErrorCode.TooLarge },
        { "501 letters of another script", $"\"{new string('ж', 501)}\"", ChatErrorCode.TooLarge },
        { "501 families", $"\"{string.Concat(Enumerable.Repeat(Family, 501))}\"", ChatErrorCode.TooLarge },
    };

    public static TheoryData<string, string> GoodBodies => new()
    {
        { "500 characters", new string('x', 500) },
        { "500 letters of another script", new string('ж', 500) },
        { "500 families", string.Concat(Enumerable.Repeat(Family, 500)) },
        { "16 combining marks", "e" + new string('\u0301', 16) },
    };

    public static TheoryData<string> BadKeys => [.. (string[])["", "has space", "tab\\tinside", "ключ", new string('k', 65)]];

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Send_BadBody_IsRefusedAndNobodyIsHarmed(string what, string body, string code)
    {
        Assert.NotEmpty(what);
        var conversation = await Conversation.StartAsync(gateway);

        var error = await SendAsync(conversation, "\"k1\"", body);

        Assert.Equal((code, false), (error?.Code, error?.Retryable));
        await conversation.AssertUnharmedAsync();
    }

    [Theory]
    [MemberData(nameof(GoodBodies))]
    public async Task Send_BodyAtTheLimit_Arrives(string what, string body)
    {
        Assert.NotEmpty(what);
        var conversation = await Conversation.StartAsync(gateway);

        var error = await SendAsync(conversation, "\"k1\"", $"\"{body}\"");

        Assert.Null(error);
        Assert.Equal(body, (await conversation.Bob.NextAsync<MessageFrame>()).Body);
    }

    [Theory]
    [MemberData(nameof(BadKeys))]
    public async Task Send_BadKey_IsRefusedAndNobodyIsHarmed(string key)
    {
        var conversation = await Conversation.StartAsync(gateway);

        var error = await SendAsync(conversation, $"\"{key}\"", "\"hi\"");

        Assert.Equal(ChatErrorCode.BadRequest, error?.Code);
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Send_KeyOf64Characters_Arrives()
    {
        var conversation = await Conversation.StartAsync(gateway);

        Assert.Null(await SendAsync(conversation, $"\"{new string('k', 64)}\"", "\"hi\""));
    }

    /// <summary>Sends raw JSON on a connection of Ann's own; null where it was taken.</summary>
    private async Task<ChatError?> SendAsync(Conversation conversation, string key, string body)
    {
        using var hub = await RawHub.ConnectAsync(gateway, conversation.Ann.User);
        await hub.SendAsync($$"""{"type":1,"invocationId":"join","target":"Join","arguments":[{"room":"{{conversation.Room}}"}]}""" + '\u001e');
        await hub.ReadAnswerAsync("join");

        var text = new StringBuilder("""{"type":1,"invocationId":"send","target":"Send","arguments":[""");
        text.Append(null, $$"""{"room":"{{conversation.Room}}","key":{{key}},"body":{{body}}}]}""").Append('\u001e');
        await hub.SendAsync(text.ToString());

        var answer = await hub.ReadAnswerAsync("send");
        return answer.GetProperty("ok").GetBoolean() ? null : Participant.Refusal(answer);
    }
}
