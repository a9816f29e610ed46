using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Moderation;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Moderation;

public sealed class WordFilterTests
{
    [Theory]
    [InlineData("darn it", "**** it")]
    [InlineData("DARN!", "****!")]
    [InlineData("darning", "darning")]
    [InlineData("two  words, two words", "two  words, *********")]
    [InlineData("spammers spam", "****mers ****")]
    [InlineData("坏话", "*话")]
    [InlineData("a.b c+d", "a.b ***")]
    [InlineData("axb", "axb")]
    [InlineData("Große GROSSE groß", "Große GROSSE ****")]
    [InlineData("\U0001F595\U0001F3FD here", "* here")]
    [InlineData("", "")]
    public void Admit_Mask_PutsAnAsteriskForEachCharacterOfAWord(string text, string expected)
    {
        var filter = Create("darn", "two words", "spam*", "*坏*", "c+d", "groß", "\U0001F595\U0001F3FD");

        Assert.Null(filter.Admit(text, out var admitted));
        Assert.Equal(expected, admitted);
    }

    [Fact]
    public void Admit_Refuse_SaysSo()
    {
        var filter = new WordFilter(Options.Create(new FilterOptions { Words = ["darn"], Action = FilterOptions.Refuse }));

        Assert.Equal(ChatErrorCode.Forbidden, filter.Admit("Darn it", out _)?.Code);
        Assert.Null(filter.Admit("it is fine", out var admitted));
        Assert.Equal("it is fine", admitted);
    }

    [Fact]
    public void Admit_NoWords_LetsEverythingPass()
    {
        Assert.Null(Create().Admit("darn", out var admitted));
        Assert.Equal("darn", admitted);
    }

    [Theory]
    [InlineData("hide", "darn", "Filter:Action is 'hide'; it must be mask or refuse.")]
    [InlineData("mask", "**", "Filter:Words:1 is '**'; it must have 1 to 64 characters beside the asterisks at its ends.")]
    [InlineData("mask", "", "Filter:Words:1 is ''; it must have 1 to 64 characters beside the asterisks at its ends.")]
    [InlineData("refuse", "fine", null)]
    public void Validate_Options_SaysWhatToChange(string action, string word, string? fault)
    {
        var result = new FilterOptionsValidator().Validate(null, new FilterOptions { Words = ["ok", word], Action = action });

        Assert.Equal(fault, result.FailureMessage);
        Assert.Equal(fault is null, result.Succeeded);
    }

    [Fact]
    public async Task Send_AndEdit_WordsAreMaskedForAllAndARetryIsTheSameMessage()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Filter:Words:0", "darn"));
        var conversation = await Conversation.StartAsync(gateway);
        var send = new SendRequest(conversation.Room, "k", "darn it");

        var ack = await conversation.Ann.Connection.SendAsync(send);
        Assert.Equal(ack with { Duplicate = true }, await conversation.Ann.Connection.SendAsync(send with { Retry = true }));
        await conversation.Ann.Connection.EditAsync(new EditRequest(conversation.Room, "e", ack.Id, "oh darn"));

        Assert.Equal("**** it", (await conversation.Ann.NextAsync<MessageFrame>()).Body);
        Assert.Equal("**** it", (await conversation.Bob.NextAsync<MessageFrame>()).Body);
        Assert.Equal("oh ****", (await conversation.Bob.NextAsync<EditedFrame>()).Body);
    }

    [Fact]
    public async Task SetPresence_Words_AreMaskedToo()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Filter:Words:0", "darn"));
        var conversation = await Conversation.StartAsync(gateway);
        await conversation.Ann.Connection.SetPresenceAsync(PresenceStatuses.Busy, "darn exams");

        var seen = await conversation.Bob.Connection.WatchAsync([conversation.Ann.User.Id]);

        Assert.Equal(("busy", "**** exams"), (seen[0].Status, seen[0].Text));
    }

    [Fact]
    public async Task Send_AndEdit_WordsAreRefused()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Filter:Words:0", "darn"), ("Filter:Action", "refuse"));
        var conversation = await Conversation.StartAsync(gateway);
        var ack = await conversation.Ann.Connection.SendAsync(conversation.Room, "fine");

        var sent = await conversation.Ann.RefusedAsync("Send", new SendRequest(conversation.Room, "k", "darn it"));
        var edited = await conversation.Ann.RefusedAsync("Edit", new EditRequest(conversation.Room, "e", ack.Id, "darn it"));

        Assert.Equal((ChatErrorCode.Forbidden, false, ChatErrorCode.Forbidden), (sent.Code, sent.Retryable, edited.Code));
    }

    private static WordFilter Create(params string[] words) => new(Options.Create(new FilterOptions { Words = words }));
}
