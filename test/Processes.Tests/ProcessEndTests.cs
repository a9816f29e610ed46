using OrleansChat.Contracts;
using OrleansChat.Processes.Tests.Clients;
using OrleansChat.Processes.Tests.Requirements;

namespace OrleansChat.Processes.Tests;

/// <summary>The process that holds everything ends: asked to, or killed.</summary>
public sealed class ProcessEndTests
{
    [SingleProcessFact]
    public async Task Terminate_UnderLoad_EndsWithZeroAndEveryConnection()
    {
        await using var chat = await SingleProcess.StartAsync();
        var members = await Task.WhenAll(chat.JoinAsync("ann"), chat.JoinAsync("ben"), chat.JoinThroughProxyAsync("cid"));
        using var enough = new CancellationTokenSource();
        var speaking = members.Select(member => member.SpeakAsync(enough.Token)).ToArray();
        await members[2].ShowsAsync("ann 20");

        var exitCode = await chat.Gateway.TerminateAsync();

        Assert.True(exitCode == 0, $"The gateway ended with {exitCode}. It wrote:\n{string.Join('\n', chat.Gateway.Lines.All)}");
        await Task.WhenAll(members.Select(member => member.Closed)).WaitAsync(Member.Patience);
        await enough.CancelAsync();
        Assert.All(await Task.WhenAll(speaking), said => Assert.NotEqual(0, said));
    }

    [SingleProcessFact]
    public async Task Kill_StartedAgainOnTheSamePort_HoldsNothingOld()
    {
        await using var chat = await SingleProcess.StartAsync();
        var ann = await chat.JoinAsync("ann");
        var ben = await chat.JoinThroughProxyAsync("ben");
        await ann.SendAsync("before", "key");
        await ben.ShowsAsync("before");
        var before = ann.View.Last;

        await chat.Gateway.KillAsync();
        await Task.WhenAll(ann.Closed, ben.Closed).WaitAsync(Member.Patience);
        await chat.Gateway.StartAgainAsync();
        var joined = await ann.JoinAsync(chat.Gateway.Address);

        Assert.Empty(joined.Messages);
        Assert.Equal(["ann"], joined.Members.Select(member => member.Id));
        Assert.True(new Position(joined.Epoch, joined.Head).CompareTo(before) > 0, $"The numbers went back from {before} to {joined.Epoch}/{joined.Head}.");
        // The keys are forgotten with the room, so the same one makes a message again.
        Assert.False((await ann.SendAsync("after", "key")).Duplicate);
    }

    [SingleProcessFact]
    public async Task Terminate_UnderLoad_EveryClientIsToldToComeBack()
    {
        await using var chat = await SingleProcess.StartAsync();
        var members = await Task.WhenAll(chat.JoinAsync("ann"), chat.JoinAsync("ben"), chat.JoinThroughProxyAsync("cid"));
        using var enough = new CancellationTokenSource();
        var speaking = members.Select(member => member.SpeakAsync(enough.Token)).ToArray();
        await members[2].ShowsAsync("ann 20");

        Assert.Equal(0, await chat.Gateway.TerminateAsync());

        foreach (var member in members)
        {
            var closure = await member.ReadToEndAsync();
            Assert.True(
                member.Frames.All.Any(frame => frame is ByeFrame { Code: ChatErrorCode.Draining, Action: "resume", RetryAfterMs: > 0 }),
                $"{member.User} was not told. The last frame was {member.Frames.All[^1]}, and then: {closure}");
        }

        await enough.CancelAsync();
        await Task.WhenAll(speaking);
    }

    [SingleProcessFact]
    public async Task Kill_MemberResumesBeforeAnybodyJoined_IsToldThatTheRoomIsGone()
    {
        await using var chat = await SingleProcess.StartAsync();
        var ann = await KilledAndBackAsync(chat);

        var outcome = await ann.ResumeAsync(chat.Gateway.Address);

        Assert.Equal((RoomOutcome.Gone, null), (outcome.Outcome, outcome.Joined));
    }

    [SingleProcessFact]
    public async Task Kill_MemberResumesAfterAnotherJoined_GetsTheNewRoomInPlaceOfTheOld()
    {
        await using var chat = await SingleProcess.StartAsync();
        var ann = await KilledAndBackAsync(chat);
        var ben = await chat.JoinAsync("ben");
        await ben.SendAsync("new");

        var outcome = await ann.ResumeAsync(chat.Proxy.Address);

        Assert.Equal(RoomOutcome.Snapshot, outcome.Outcome);
        Assert.Equal(["new"], outcome.Joined!.Messages.Select(message => message.Body));
    }

    /// <summary>A member who has seen a message of a process that was killed then; another process is at its port.</summary>
    private static async Task<Member> KilledAndBackAsync(SingleProcess chat)
    {
        var ann = await chat.JoinThroughProxyAsync("ann");
        await ann.SendAsync("old");
        await ann.ShowsAsync("old");
        await chat.Gateway.KillAsync();
        await ann.Closed.WaitAsync(Member.Patience);
        await chat.Gateway.StartAgainAsync();
        return ann;
    }
}
