using Microsoft.Extensions.Logging.Abstractions;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Presence;
using OrleansChat.Gateway.Tests.Rooms;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Presence;

public sealed class PresenceWatchesTests : IDisposable
{
    private readonly ScriptedGrains _script;
    private readonly PresenceWatches _watches;
    private readonly Member _ann = new(Events.Ann);

    public PresenceWatchesTests()
    {
        (var grains, _script) = ScriptedGrains.Create();
        _watches = new PresenceWatches(grains, new GatewayIdentity(), new LinkScheduler(TaskScheduler.Default), new FakeTime(), NullLogger<PresenceWatches>.Instance);
    }

    [Fact]
    public async Task Watch_Answered_SaysWhatTheUserIsAndTellsWhatFollows()
    {
        var watching = _watches.WatchAsync(_ann.Connection, [Events.Bob.Id]);
        var (_, answer) = await _script.NextAsync<WatchPresence>();
        answer.SetResult(Seen(PresenceStatus.Online, 1));
        Assert.Equal([Seen(PresenceStatus.Online, 1)], await watching);

        await _watches.ChangedAsync(Seen(PresenceStatus.Busy, 2));
        await _watches.ChangedAsync(Seen(PresenceStatus.Online, 1));

        Assert.Equal(("busy", 2), Assert.IsType<PresenceFrame>(Assert.Single(_ann.Frames)) is var frame ? (frame.Status, frame.Version) : default);
    }

    [Fact]
    public async Task Watch_TheUserChangesBeforeTheAnswerIsHere_IsAnsweredWithTheLatest()
    {
        var watching = _watches.WatchAsync(_ann.Connection, [Events.Bob.Id]);
        var (_, answer) = await _script.NextAsync<WatchPresence>();
        await _watches.ChangedAsync(Seen(PresenceStatus.Busy, 2));
        answer.SetResult(Seen(PresenceStatus.Online, 1));

        Assert.Equal([Seen(PresenceStatus.Busy, 2)], await watching);
        Assert.Empty(_ann.Frames);
    }

    public void Dispose() => _watches.Dispose();

    private static SeenPresence Seen(PresenceStatus status, long version) => new(Events.Bob.Id, new UserPresence(status, 0, LastSeen: 7), version);
}
