using OrleansChat.Contracts;
using OrleansChat.Processes.Tests.Clients;
using OrleansChat.Processes.Tests.Requirements;

namespace OrleansChat.Processes.Tests;

/// <summary>What networks do to connections, done under load to members behind the proxy, while another member's connection is left alone.</summary>
public sealed class ConnectionFaultTests
{
    [SingleProcessFact]
    public Task Cut_UnderLoad_MembersResumeWithNothingLost() => DropTwiceAsync(chat => chat.Proxy.Cut());

    [SingleProcessFact]
    public Task Reset_UnderLoad_MembersResumeWithNothingLost() => DropTwiceAsync(chat => chat.Proxy.Reset());

    [SingleProcessFact]
    public async Task Stall_MemberWhoGivesUpAndComesBack_ResumesWithNothingLost()
    {
        await using var chat = await SingleProcess.StartAsync();
        var witness = await chat.JoinAsync("witness");
        var ann = await chat.JoinThroughProxyAsync("ann");
        await witness.SendAsync("seen");
        await ann.ShowsAsync("seen");

        chat.Proxy.ToClient.Stall();
        chat.Proxy.ToServer.Stall();
        var sending = ann.SendAsync("sent into the stall");
        await witness.SpeakAsync(30);
        // The server still holds the old connection, of which nothing will ever come again.
        chat.Proxy.HalfOpen();
        var outcome = await ann.ResumeAsync(chat.Gateway.Address);

        Assert.Equal(RoomOutcome.Resumed, outcome.Outcome);
        await sending.WaitAsync(Member.Patience);
        await witness.SendAsync("last");
        await ann.ShowsAsync("last");
        await witness.ShowsAsync("last");
        Judgement.AssertSame(witness, ann);
        Assert.DoesNotContain(witness.Frames.All, frame => frame is LeftFrame);
    }

    [SingleProcessFact]
    public async Task HalfOpen_OldConnectionEndsAfterTheResume_NobodyIsToldThatTheMemberLeft()
    {
        await using var chat = await SingleProcess.StartAsync("--Rooms:Grace=00:00:00.200");
        var witness = await chat.JoinAsync("witness");
        var ann = await chat.JoinThroughProxyAsync("ann");
        chat.Proxy.HalfOpen();
        await ann.ResumeAsync(chat.Gateway.Address);

        chat.Proxy.Reset();
        await chat.Proxy.Links.All[0].Ended.WaitAsync(Member.Patience);
        // A member without any connection is told of as soon as his grace is over; the one who resumed would have been by then.
        var passer = await chat.JoinAsync("passer");
        await passer.GiveUpAsync();
        await witness.Frames.FirstAsync("the passer has left", Member.Patience, frame => frame is LeftFrame { User.Id: "passer" });

        Assert.DoesNotContain(witness.Frames.All, frame => frame is LeftFrame { User.Id: "ann" });
        Assert.Equal(["ann", "witness"], witness.View.Members);
    }

    [SingleProcessFact]
    public async Task Stall_OneMembersLineHangs_TheOthersAreNotHeldUp()
    {
        await using var chat = await SingleProcess.StartAsync();
        var witness = await chat.JoinAsync("witness");
        var slow = await chat.JoinThroughProxyAsync("slow");

        chat.Proxy.ToClient.Stall();
        await witness.SpeakAsync(30);
        await witness.ShowsAsync("witness 30");
        Assert.Empty(slow.View.Messages);

        chat.Proxy.ToClient.Resume();
        await slow.ShowsAsync("witness 30");
        Judgement.AssertSame(witness, slow);
    }

    /// <summary>Drops all connections through the proxy twice, while everybody speaks.</summary>
    private static async Task DropTwiceAsync(Action<SingleProcess> drop)
    {
        await using var chat = await SingleProcess.StartAsync();
        var witness = await chat.JoinAsync("witness");
        var members = await Task.WhenAll(chat.JoinThroughProxyAsync("ann"), chat.JoinThroughProxyAsync("ben"), chat.JoinThroughProxyAsync("cid"));
        foreach (var round in (int[])[0, 1])
        {
            // All together say fewer messages in a round than a room keeps: a member can be told of everything, however long his way back takes.
            const int each = 20;
            var speaking = members.Prepend(witness).Select(member => member.SpeakAsync(each, after: round * each)).ToArray();
            await witness.ShowsAsync($"witness {(round * each) + (each / 2)}");
            drop(chat);
            await Task.WhenAll(members.Select(member => member.Closed)).WaitAsync(Member.Patience);
            var outcomes = await Task.WhenAll(members.Select(member => member.ResumeAsync(chat.Proxy.Address)));
            Assert.All(outcomes, outcome => Assert.Equal(RoomOutcome.Resumed, outcome.Outcome));
            await Task.WhenAll(speaking);
        }

        await witness.SendAsync("last");
        await Task.WhenAll(members.Prepend(witness).Select(member => member.ShowsAsync("last")));
        Judgement.AssertSame(witness, members);
        Assert.DoesNotContain(witness.Frames.All, frame => frame is LeftFrame);
    }
}
