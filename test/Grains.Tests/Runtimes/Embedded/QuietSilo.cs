using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Embedded;
using OrleansChat.Grains.Gateways;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Grains.Tests.Clusters;

/// <summary>
/// One silo, one gateway that keeps nothing, one thread, and a clock that moves when a test moves it: what is counted is the rooms alone, and a test knows
/// when there is nothing left to do.
/// </summary>
internal sealed class QuietSilo : IAsyncDisposable
{
    /// <summary>Rooms that begin together share one look at the list of gateways; the fake clock is slow with many thousands of timers.</summary>
    private const int AtOnce = 500;

    private static readonly GatewayId Gateway = new("gateway");

    private readonly OneThread _thread;
    private readonly EmbeddedCluster _cluster;
    private readonly KeepingGateway _keeping = new(Gateway);
    private readonly IGatewayObserver _observer;

    private QuietSilo(OneThread thread, FakeTime time, EmbeddedCluster cluster)
    {
        (_thread, Time, _cluster) = (thread, time, cluster);
        _observer = Grains.CreateObjectReference<IGatewayObserver>(_keeping);
    }

    public FakeTime Time { get; }

    /// <summary>The active rooms; the list of gateways, a grain as well, is always there.</summary>
    public int Rooms => _cluster.Silos[0].ActivationCount - 1;

    /// <summary>Whether this silo believes that anybody is in a room anywhere.</summary>
    public bool HoldsAnything => _cluster.Silos[0].Services.GetRequiredService<GatewayHoldings>().Gateways.Length > 0;

    private IGrainFactory Grains => _cluster.Silos[0].GrainFactory;

    public static async Task<QuietSilo> StartAsync()
    {
        var (thread, time) = (new OneThread(), new FakeTime());
        var silo = new QuietSilo(thread, time, await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
        {
            TurnScheduler = thread,
            TimeProvider = time,
            ConfigureSilo = builder =>
            {
                builder.Services.AddSingleton<TaskScheduler>(thread);
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.Services.AddChatGrains(new ConfigurationBuilder().Build());
                builder.AddMemoryGrainStorage(ChatGrainsExtensions.GrainStorageName);
            },
        }));

        // A list of gateways that has just begun may lack some, and rooms would remember whom they could not ask.
        silo.RenewLease();
        silo.Advance(TimeSpan.FromMinutes(1));
        silo.RenewLease();
        return silo;
    }

    /// <summary>Fills rooms, each with members of its own whose names came off the wire.</summary>
    public void Join(int rooms, int members) => AllOf(rooms, members, (grain, person, stay) =>
        grain.JoinAsync(new JoinRoom(stay, _observer, person, History: 0)), reply => reply.Refusal);

    public void Leave(int rooms, int members) => AllOf(rooms, members, (grain, person, stay) =>
        grain.LeaveAsync(new LeaveRoom(stay, person.Id, LeaveReason.Left)), reply => reply.Refusal);

    /// <summary>Calls rooms that nobody is in, which makes them for nothing.</summary>
    public void Stray(int rooms)
    {
        foreach (var some in Enumerable.Range(0, rooms).Chunk(AtOnce))
        {
            var calls = Array.ConvertAll(some, room => Room(room).FetchAsync(new FetchMessages(Gateway, new UserId("stray"), null, null, 10)));
            _thread.Run();
            Assert.All(calls, call => Assert.NotNull(Answer(call).Refusal));
        }
    }

    public void SetTyping(int room, bool on) => Ask(Room(room).SetTypingAsync(new SetTyping(Gateway, PersonOf(room, 0).Id, on)));

    /// <summary>Moves the clock second by second, and does what becomes due.</summary>
    public void Advance(TimeSpan time)
    {
        for (var second = 0; second < time.TotalSeconds; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            _thread.Run();
        }
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private void RenewLease() =>
        Ask(Grains.GetGrain<IGatewayDirectoryGrain>(IGatewayDirectoryGrain.Key).RenewAsync(new GatewayLease(Gateway, _observer, Silo: null)));

    private void AllOf<T>(int rooms, int members, Func<IRoomGrain, Person, SubscriptionId, Task<T>> call, Func<T, Refused?> refusal)
    {
        for (var member = 0; member < members; member++)
        {
            foreach (var some in Enumerable.Range(0, rooms).Chunk(AtOnce))
            {
                var calls = Array.ConvertAll(some, room => call(Room(room), PersonOf(room, member), new SubscriptionId(Gateway, ((long)room * members) + member + 1)));
                _thread.Run();
                Assert.All(calls, answered => Assert.Null(refusal(Answer(answered))));
            }
        }
    }

    private IRoomGrain Room(int number) => Grains.GetGrain<IRoomGrain>($"ROOM-{number}");

    private static Person PersonOf(int room, int member) => new(new UserId($"user-{room}-{member}"), $"User {member}");

    private T Ask<T>(Task<T> call)
    {
        _thread.Run();
        return Answer(call);
    }

    private static T Answer<T>(Task<T> call)
    {
        Assert.True(call.IsCompletedSuccessfully, $"A call is {call.Status} although nothing is left to do: {call.Exception}");
        return call.GetAwaiter().GetResult();
    }
}
