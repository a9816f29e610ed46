using System.Collections.Concurrent;
using Microsoft.Playwright;
using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>What the page does when its gateway asks it to go elsewhere, or tells it less. The frames that ask are put into the real gateway's stream.</summary>
public sealed class MoveTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    private readonly ConcurrentQueue<IWebSocketRoute> _sockets = new();
    private readonly TaskCompletionSource _firstClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [BrowserFact]
    public async Task Drain_WhileEverybodyTalks_MovesAndShowsEverythingOnce()
    {
        var ann = await JoinThroughRouteAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.SendAsync("Before");
        await bob.ExpectMessageAsync("Ann", "Before");

        Deliver("""{"type":"drain","delayMs":0}""");
        await bob.SendAsync("Meanwhile, Bob");
        await ann.SendAsync("Meanwhile, Ann");
        await _firstClosed.Task.WaitAsync(ChatWindow.Patience);

        Assert.Equal(2, _sockets.Count);
        await ann.ExpectOwnAsync("Meanwhile, Ann");
        await bob.ExpectMessageAsync("Ann", "Meanwhile, Ann");
        await bob.SendAsync("After");
        await ann.ExpectMessageAsync("Bob", "After");
        await Expect(ann.Messages).ToHaveCountAsync(4);
        await Expect(bob.Messages).ToHaveCountAsync(4);
        Assert.Equal(await bob.Find("message-body").AllInnerTextsAsync(), await ann.Find("message-body").AllInnerTextsAsync());
        await ann.ExpectJoinedAsync();
        Assert.Empty(ann.Complaints);
    }

    [BrowserFact]
    public async Task Slow_ThenCaughtUp_SaysSoBesideTheConnection()
    {
        var ann = await JoinThroughRouteAsync("Ann");

        Deliver("""{"type":"slow","step":"signals"}""");
        await Expect(ann.Find("connection")).ToContainTextAsync("slow");
        await ann.ScreenshotAsync("slow");

        Deliver("""{"type":"slow","step":"none"}""");
        await Expect(ann.Find("connection")).ToHaveTextAsync("Connected");
    }

    private async Task<ChatWindow> JoinThroughRouteAsync(string name)
    {
        var user = await UserAsync(name);
        var window = await user.OpenAsync();
        await window.Page.RouteWebSocketAsync("**/hub/chat**", Route);
        await window.Page.ReloadAsync();
        await window.JoinAsync(name, Room);
        return window;
    }

    private void Route(IWebSocketRoute socket)
    {
        var isFirst = _sockets.IsEmpty;
        _sockets.Enqueue(socket);
        var server = socket.ConnectToServer();
        socket.OnClose((code, reason) =>
        {
            if (isFirst)
                _firstClosed.TrySetResult();
            _ = server.CloseAsync(new() { Code = code, Reason = reason });
        });
    }

    private void Deliver(string frame) =>
        _sockets.Last().Send($$"""{"type":1,"target":"Deliver","arguments":[[{{frame}}]]}""" + "\u001e");
}
