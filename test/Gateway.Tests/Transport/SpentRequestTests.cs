using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Transport;

/// <summary>What is left of a request that became a connection.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class SpentRequestTests
{
    private const int Connections = 20;

    /// <summary>Threads may still know the last requests that they have handled.</summary>
    private const int MostKept = 4;

    [Fact]
    public async Task Connect_UpgradeAnswered_LetsTheRequestGoAndKeepsTheConnection()
    {
        var requests = new RequestWatch();
        await using var gateway = await GatewayUnderTest.StartAsync(services => services.AddSingleton<IStartupFilter>(requests));
        var hubs = new List<RawHub>();
        for (var number = 0; number < Connections; number++)
        {
            hubs.Add(await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann")));
        }

        await requests.AllEnded.WaitAsync(Participant.Patience);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.InRange(requests.Living, 0, MostKept);
        foreach (var hub in hubs)
        {
            await hub.SendAsync("{\"type\":1,\"invocationId\":\"1\",\"target\":\"Hello\",\"arguments\":[{}]}\u001e");
            Assert.True((await hub.ReadAnswerAsync("1")).GetProperty("ok").GetBoolean());
            hub.Dispose();
        }
    }

    private sealed class RequestWatch : IStartupFilter
    {
        private readonly ConcurrentQueue<WeakReference> _requests = [];
        private readonly TaskCompletionSource _allEnded = new();
        private int _ended;

        public Task AllEnded => _allEnded.Task;

        public int Living => _requests.Count(request => request.IsAlive);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
        {
            application.Use(WatchAsync);
            next(application);
        };

        private async Task WatchAsync(HttpContext context, RequestDelegate next)
        {
            _requests.Enqueue(new WeakReference(context));
            await next(context);
            if (Interlocked.Increment(ref _ended) == Connections)
            {
                _allEnded.SetResult();
            }
        }
    }
}
