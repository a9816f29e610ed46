using OrleansChat.Processes.Tests.Clients;
using OrleansChat.Processes.Tests.Faults;
using OrleansChat.Processes.Tests.Running;

namespace OrleansChat.Processes.Tests;

/// <summary>One gateway process, a fault proxy in front of it, and members on either way; everything goes with the test.</summary>
internal sealed class SingleProcess : IAsyncDisposable
{
    private readonly SigningKey _key;
    private readonly List<Member> _members = [];

    private SingleProcess(SigningKey key, Gateway gateway)
    {
        _key = key;
        Gateway = gateway;
        Proxy = FaultProxy.Start(gateway.Address);
    }

    public Gateway Gateway { get; }

    public FaultProxy Proxy { get; }

    public string Room { get; } = "FAULTS";

    public static async Task<SingleProcess> StartAsync(params string[] settings)
    {
        var key = new SigningKey();
        return new SingleProcess(key, await Gateway.StartAsync("gateway", key, ["--RateLimits:Message:Limit=100000", .. settings]));
    }

    /// <summary>A member in the room who is connected to the gateway itself.</summary>
    public Task<Member> JoinAsync(string user) => JoinAsync(user, Gateway.Address);

    /// <summary>A member in the room who is connected through the proxy.</summary>
    public Task<Member> JoinThroughProxyAsync(string user) => JoinAsync(user, Proxy.Address);

    public async ValueTask DisposeAsync()
    {
        // The gateway first: nobody needs to take leave of it.
        await Gateway.DisposeAsync();
        await Proxy.DisposeAsync();
        foreach (var member in _members)
            await member.DisposeAsync();
    }

    private async Task<Member> JoinAsync(string user, Uri address)
    {
        var member = new Member(user, Room, _key);
        _members.Add(member);
        await member.JoinAsync(address);
        return member;
    }
}
