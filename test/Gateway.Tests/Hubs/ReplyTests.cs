using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class ReplyTests : IAsyncLifetime
{
    private GatewayUnderTest _gateway = null!;
    private Conversation _conversation = null!;
    private Participant _ann = null!;
    private Participant _bob = null!;
    private Ack _hello = null!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayUnderTest.StartAsync();
        _conversation = await Conversation.StartAsync(_gateway);
        (_ann, _bob) = (_conversation.Ann, _conversation.Bob);
        _hello = await _conversation.SayAsync("hello");
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Fact]
    public async Task Send_Answer_AllSeeWhatItAnswersAndWhoIsNamed()
    {
        var ack = await AnswerAsync("hi @Ann", _ann.User.Id, "nobody");

        var frame = await _ann.NextAsync<MessageFrame>();
        Assert.Equivalent(
            new MessageFrame(
                _conversation.Room, ack.Epoch, ack.Seq, ack.Clock, ack.At, ack.Id, _bob.User, "hi @Ann", "text",
                ReplyTo: new QuoteInfo(_hello.Id, _ann.User, "hello"), Mentions: [_ann.User.Id]),
            frame,
            strict: true);
        Assert.Equivalent(frame with { Key = "a" }, await _bob.NextAsync<MessageFrame>(), strict: true);
        Assert.Equivalent(frame, (await JoinAsync()).Messages[^1], strict: true);
    }

    [Fact]
    public async Task Send_AnswerToWhatIsNotThere_IsRefused()
    {
        var error = await _bob.RefusedAsync("Send", new SendRequest(_conversation.Room, "a", "hi", ReplyTo: "7-7"));

        Assert.Equal((ChatErrorCode.TargetGone, false), (error.Code, error.Retryable));
    }

    [Fact]
    public async Task Delete_WhatWasAnswered_NewcomersSeeNothingOfIt()
    {
        await AnswerAsync("hi");
        await _ann.Connection.DeleteAsync(new DeleteRequest(_conversation.Room, "d", _hello.Id));

        Assert.Equal(new QuoteInfo(_hello.Id, _ann.User, "", Deleted: true), (await JoinAsync()).Messages[^1].ReplyTo);
    }

    private Task<Ack> AnswerAsync(string body, params string[] mentions) =>
        _bob.Connection.SendAsync(new SendRequest(_conversation.Room, "a", body, ReplyTo: _hello.Id, Mentions: mentions is [] ? null : mentions));

    private async Task<Joined> JoinAsync()
    {
        var again = await _gateway.ConnectAsync(_ann.User);
        return await again.Connection.JoinAsync(_conversation.Room, 100);
    }
}
