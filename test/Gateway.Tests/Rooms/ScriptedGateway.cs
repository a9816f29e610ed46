using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Rooms;

/// <summary>The rooms of a gateway whose grains answer what a test says.</summary>
internal sealed class ScriptedGateway
{
    /// <param name="turns">Where the gateway's own work is done.</param>
    /// <param name="bounds">Its options where they are not the defaults.</param>
    public ScriptedGateway(TaskScheduler turns, GatewayOptions? bounds = null)
    {
        (var grains, Script) = ScriptedGrains.Create();
        var (identity, options) = (new GatewayIdentity(), Options.Create(bounds ?? new GatewayOptions()));
        Scheduler = new LinkScheduler(turns);
        Table = new RoomTable(identity, options, Counters, Time);
        Departures = new Departures(grains, Scheduler);
        Sessions = new RoomSessions(grains, Table, identity, new GatewayObserver(grains, Table), Departures, options, Time);
        Attacher = new RoomAttacher(Table, Sessions, Scheduler, Time, NullLogger<RoomAttacher>.Instance);
    }

    public GatewayCounters Counters { get; } = new();

    public FakeTime Time { get; } = new();

    public ScriptedGrains Script { get; }

    public LinkScheduler Scheduler { get; }

    public RoomTable Table { get; }

    public RoomSessions Sessions { get; }

    public Departures Departures { get; }

    public RoomAttacher Attacher { get; }

    /// <summary>Joins the room of <see cref="Events"/>, which answers with what it has.</summary>
    public async Task JoinAsync(Member member, long head)
    {
        var joining = Sessions.JoinAsync(member.Connection, Events.Room, history: 10);
        var (_, answer) = await Script.NextAsync<JoinRoom>();
        answer.SetResult((Reply<RoomSnapshot>)Events.Snapshot(head));
        (await joining).Value!.Release();
    }
}
