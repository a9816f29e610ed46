using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Tests.Clusters;
using OrleansChat.Grains.Tests.Gateways;
using OrleansChat.Testing;

namespace OrleansChat.Grains.Tests.Rooms;

public sealed class RoomGrainTests
{
    private static readonly RoomId Room = RoomId.Parse("ROOM");

    [Fact]
    public async Task Post_ManySendersOverTwoGateways_AllMembersSeeOneOrder()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3 });
        await using var left = await TestGateway.StartAsync(cluster);
        await using var right = await TestGateway.StartAsync(cluster);
        var users = Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? left : right).Connect($"user-{i}")).ToArray();
        foreach (var user in users)
        {
            await user.JoinAsync(Room);
        }

        await Task.WhenAll(users.Select(async (user, i) =>
        {
            for (var k = 0; k < 40; k++)
            {
                await user.PostAsync(Room, $"{i}-{k}", $"message {k} of {i}");
            }
        }));

        await Task.WhenAll(users.Select(user => user.Received.WhenMessagesAsync(240)));
        var expected = users[0].Received.Messages.Select(message => (message.Seq, message.Body)).ToArray();
        Assert.Equal(240, expected.Length);
        Assert.Equal(Enumerable.Range(0, 240).Select(number => expected[0].Seq + number), expected.Select(message => message.Seq));
        Assert.All(users, user => Assert.Equal(expected, user.Received.Messages.Select(message => (message.Seq, message.Body))));
    }

    [Fact]
    public async Task Post_OneSender_IsSeenInTheOrderOfItsAcks()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3 });
        await using var gateway = await TestGateway.StartAsync(cluster);
        var sender = gateway.Connect("sender");
        var reader = gateway.Connect("reader");
        await sender.JoinAsync(Room);
        await reader.JoinAsync(Room);

        var acks = new List<long>();
        for (var k = 0; k < 50; k++)
        {
            acks.Add((await sender.PostAsync(Room, $"key-{k}", $"{k}")).Seq);
        }

        await reader.Received.WhenMessagesAsync(50);
        Assert.Equal(acks, reader.Received.Messages.Select(message => message.Seq));
        Assert.Equal(Enumerable.Range(0, 50).Select(k => $"{k}"), reader.Received.Messages.Select(message => message.Body));
    }

    [Fact]
    public async Task Leave_LastMember_TheRoomIsForgottenAndItsNumbersNeverGoBack()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3 });
        await using var gateway = await TestGateway.StartAsync(cluster);
        var first = gateway.Connect("first");
        var before = await first.JoinAsync(Room);
        await first.PostAsync(Room, "key", "secret");
        await first.LeaveAsync(Room);

        var after = await gateway.Connect("second").JoinAsync(Room);

        Assert.Empty(after.Entries);
        Assert.Equal(1, after.MemberCount);
        Assert.True(after.Epoch > before.Epoch, "the grain was not deactivated with its last member");
    }

    [Fact]
    public async Task Post_GatewayHasHeardOfANewerActivation_TakesNothingAndEnds()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 2 });
        await using var gateway = await TestGateway.StartAsync(cluster);
        var before = await gateway.Connect("ann").JoinAsync(Room);
        var grain = (await cluster.ConnectAsync()).GetGrain<IRoomGrain>(Room.Value);

        var reply = await grain.PostAsync(new PostMessage(gateway.Id, new UserId("ann"), "key", "hi", Clock: 0, KnownEpoch: before.Epoch + 1));

        Assert.Equal(ChatErrorCode.Unavailable, reply.Refusal?.Code);
        var after = await gateway.Connect("bob").JoinAsync(Room);
        Assert.True(after.Epoch > before.Epoch, "the activation went on although it was replaced");
        Assert.Equal((0, 2), (after.Entries.Length, after.MemberCount));
    }

    [Fact]
    public async Task Join_ClientHasSeenANewerActivationThatAGatewayKnows_TheOldOneEnds()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 2 });
        await using var here = await TestGateway.StartAsync(cluster);
        await using var there = await TestGateway.StartAsync(cluster);
        var before = await here.Connect("ann").JoinAsync(Room);
        await there.Observer.OfferAsync(new OfferRequest([new RoomFence(Room, before.Epoch + 1)]));

        var bob = here.Connect("bob");
        var resumed = await here.Sessions.JoinAsync(bob.Connection, Room, history: 100, resumes: new Position(before.Epoch + 1, before.Head + 5_000));

        Assert.Equal(ChatErrorCode.Unavailable, resumed.Refusal?.Code);
        var after = await bob.JoinAsync(Room);
        Assert.True(after.Epoch > before.Epoch + 1, "the activation went on although it was replaced");
        Assert.Equal(2, after.MemberCount);
    }

    [Fact]
    public async Task Join_ClientNamesANewerActivationThatNobodyKnows_TheRoomGoesOn()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 2 });
        await using var gateway = await TestGateway.StartAsync(cluster);
        var before = await gateway.Connect("ann").JoinAsync(Room);

        var after = await gateway.Connect("bob").JoinAsync(Room, resumes: new Position(before.Epoch + 1_000_000, before.Head + 5));

        Assert.Equal((before.Epoch, false), (after.Epoch, after.Continues));
    }

    [Fact]
    public async Task Typing_NotRenewed_EndsByItself()
    {
        var time = new FakeTime();
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Time = time });
        await using var gateway = await TestGateway.StartAsync(cluster);
        var typist = gateway.Connect("typist");
        var reader = gateway.Connect("reader");
        await typist.JoinAsync(Room);
        await reader.JoinAsync(Room);

        await typist.SetTypingAsync(Room, on: true);
        await reader.Received.WhenAsync(frames => frames.OfType<TypingFrame>().Any(typing => typing.On), "typing on");
        time.Advance(TimeSpan.FromSeconds(5));

        await reader.Received.WhenAsync(frames => frames.OfType<TypingFrame>().Any(typing => !typing.On), "typing off");
        Assert.Empty(typist.Received.Frames.OfType<TypingFrame>());
    }

    [Fact]
    public async Task Join_OfAUserOnTwoGateways_IsOneMemberWhoseMessagesReachBoth()
    {
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3 });
        await using var left = await TestGateway.StartAsync(cluster);
        await using var right = await TestGateway.StartAsync(cluster);
        var phone = left.Connect("ann");
        var laptop = right.Connect("ann");
        await phone.JoinAsync(Room);
        var joined = await laptop.JoinAsync(Room);

        await phone.PostAsync(Room, "key", "hello");

        await laptop.Received.WhenMessagesAsync(1);
        Assert.Equal(1, joined.MemberCount);
        Assert.Equal("key", laptop.Received.Messages[0].Key);
        Assert.Empty(laptop.Received.Frames.OfType<JoinedFrame>());
    }
}
