using OrleansChat.Contracts;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Hubs;

public sealed class SendTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    [Fact]
    public async Task Send_TwoUsersAtOnce_BothSeeAllMessagesInOneOrder()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var (ann, bob, room) = (conversation.Ann, conversation.Bob, conversation.Room);

        await Task.WhenAll(Enumerable.Range(1, 10).SelectMany(number => new Task[]
        {
            ann.Connection.SendAsync(room, $"ann {number}"), bob.Connection.SendAsync(room, $"bob {number}"),
        }));
        var (annSaw, bobSaw) = (await ann.NextBodiesAsync(20), await bob.NextBodiesAsync(20));

        Assert.Equal(annSaw, bobSaw);
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"ann {number}"), annSaw.Where(body => body.StartsWith("ann", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"bob {number}"), annSaw.Where(body => body.StartsWith("bob", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Send_Message_AckAndFramesSayTheSame()
    {
        var conversation = await Conversation.StartAsync(gateway);

        var ack = await conversation.Ann.Connection.SendAsync(new SendRequest(conversation.Room, "k1", "hi"));

        var frame = await conversation.Bob.NextAsync<MessageFrame>();
        Assert.Equal((ack.Id, ack.Epoch, ack.Seq, ack.Clock, ack.At), (frame.Id, frame.Epoch, frame.Seq, frame.Clock, frame.At));
        Assert.Equal((conversation.Room, "hi", "text", conversation.Ann.User), (frame.Room, frame.Body, frame.Kind, frame.From));
        Assert.Equal(("memory", false), (ack.Durability, ack.Duplicate));
    }

    [Fact]
    public async Task Send_Message_KeyIsInTheAuthorsFramesAlone()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var laptop = await gateway.ConnectAsync(conversation.Ann.User);
        await laptop.Connection.JoinAsync(conversation.Room);

        await conversation.Ann.Connection.SendAsync(new SendRequest(conversation.Room, "k1", "hi"));

        Assert.Equal("k1", (await conversation.Ann.NextAsync<MessageFrame>()).Key);
        Assert.Equal("k1", (await laptop.NextAsync<MessageFrame>()).Key);
        Assert.Null((await conversation.Bob.NextAsync<MessageFrame>()).Key);
    }

    [Fact]
    public async Task Send_SameKeyAgain_IsAnsweredAsBeforeAndShownOnce()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var message = new SendRequest(conversation.Room, "k1", "hi");

        var first = await conversation.Ann.Connection.SendAsync(message);
        var second = await conversation.Ann.Connection.SendAsync(message);

        Assert.Equal(first with { Duplicate = true }, second);
        Assert.Equal("hi", (await conversation.Bob.NextAsync<MessageFrame>()).Body);
        await conversation.Bob.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Send_SameKeyOtherBody_IsRefused()
    {
        var conversation = await Conversation.StartAsync(gateway);
        await conversation.Ann.Connection.SendAsync(new SendRequest(conversation.Room, "k1", "hi"));
        await conversation.Bob.NextAsync<MessageFrame>();

        var error = await conversation.Ann.RefusedAsync("Send", new { room = conversation.Room, key = "k1", body = "bye" });

        Assert.Equal((ChatErrorCode.KeyReused, false), (error.Code, error.Retryable));
        await conversation.Bob.AssertNothingMoreAsync();
    }

    [Fact]
    public async Task Send_SameKeyOfAnotherUser_IsAnotherMessage()
    {
        var conversation = await Conversation.StartAsync(gateway);
        await conversation.Ann.Connection.SendAsync(new SendRequest(conversation.Room, "k1", "hi"));

        var ack = await conversation.Bob.Connection.SendAsync(new SendRequest(conversation.Room, "k1", "hi"));

        Assert.False(ack.Duplicate);
    }

    [Fact]
    public async Task Send_ClientClockIsAhead_MessageIsLater()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var before = await conversation.Ann.Connection.SendAsync(conversation.Room, "one");

        var after = await conversation.Ann.Connection.SendAsync(new SendRequest(conversation.Room, "k", "two", before.Clock + 100));

        Assert.True(after.Clock > before.Clock + 100, $"The client's clock was {before.Clock + 100}, the message's is {after.Clock}.");
    }

    [Theory]
    [InlineData("<script>alert(1)</script> & \"quotes\" 'n' \\ /")]
    [InlineData("שלום عالم 你好 नमस्ते ไทย")]
    [InlineData("👩🏽‍🚀🏳️‍🌈 e\u0301 \u202eflipped")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("  spaces around  ")]
    public async Task Send_AnyText_ArrivesExactlyAsItWasSent(string body)
    {
        var conversation = await Conversation.StartAsync(gateway);

        await conversation.Ann.Connection.SendAsync(conversation.Room, body);

        Assert.Equal(body, (await conversation.Bob.NextAsync<MessageFrame>()).Body);
    }

    [Fact]
    public async Task Send_InTwoRooms_EachRoomHearsItsOwn()
    {
        var conversation = await Conversation.StartAsync(gateway);
        var other = GatewayUnderTest.NewRoom();
        await conversation.Ann.Connection.JoinAsync(other);

        await conversation.Ann.Connection.SendAsync(other, "elsewhere");
        await conversation.Ann.Connection.SendAsync(conversation.Room, "here");

        Assert.Equal("here", (await conversation.Bob.NextAsync<MessageFrame>()).Body);
        Assert.Equal(["elsewhere", "here"], await conversation.Ann.NextBodiesAsync(2));
    }
}
