using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using OrleansChat.Gateway.Transport.Handover;

namespace OrleansChat.Gateway.Tests.Transport;

/// <summary>A connection before, while and after a request takes it from HTTP.</summary>
public sealed class ConnectionHandoverTests : IAsyncDisposable
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly Heart _heart = new();
    private readonly DefaultConnectionContext _connection = new();
    private readonly IDuplexPipe _transport;

    public ConnectionHandoverTests()
    {
        _connection.Transport = _transport = new Duplex(_toServer.Reader, _toClient.Writer);
        _connection.Features.Set<IConnectionHeartbeatFeature>(_heart);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [Fact]
    public async Task Around_NobodyTakesTheConnection_EndsItWhenHttpDoes()
    {
        await ConnectionHandover.Around(async connection =>
        {
            await connection.Transport.Output.WriteAsync(new byte[] { 1 });
            await connection.Transport.Output.CompleteAsync();
            connection.Transport.Input.Complete();
        })(_connection);

        var read = await _toClient.Reader.ReadAsync();
        Assert.Equal(1, read.Buffer.Length);
        Assert.True(read.IsCompleted);
        Assert.True((await _toServer.Writer.FlushAsync()).IsCompleted);
    }

    [Fact]
    public async Task Take_HttpEndsItsPipes_LeavesThemToWhoTookThem()
    {
        await ConnectionHandover.Around(async connection =>
        {
            var handover = connection.Features.Get<ConnectionHandover>()!;
            handover.Take(async () =>
            {
                Assert.Same(_transport, connection.Transport);
                Assert.Equal(2, (await handover.Input.ReadAsync()).Buffer.FirstSpan[0]);
                await connection.Transport.Output.WriteAsync(new byte[] { 3 });
            });
            await connection.Transport.Input.CompleteAsync();
            await connection.Transport.Output.CompleteAsync();
            await _toServer.Writer.WriteAsync(new byte[] { 2 });
        })(_connection);

        var read = await _toClient.Reader.ReadAsync();
        Assert.Equal(3, read.Buffer.FirstSpan[0]);
        Assert.False(read.IsCompleted);
    }

    [Fact]
    public async Task OnHeartbeat_UntilHttpHasEnded_IsToldOfEachBeat()
    {
        var beats = 0;
        await ConnectionHandover.Around(connection =>
        {
            connection.Features.Get<IConnectionHeartbeatFeature>()!.OnHeartbeat(by => beats += (int)by, 1);
            connection.Features.Get<IConnectionHeartbeatFeature>()!.OnHeartbeat(by => beats += (int)by, 10);
            _heart.Beat();
            connection.Features.Get<ConnectionHandover>()!.Take(() =>
            {
                Assert.Same(_heart, connection.Features.Get<IConnectionHeartbeatFeature>());
                _heart.Beat();
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        })(_connection);

        Assert.Equal(11, beats);
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Heart : IConnectionHeartbeatFeature
    {
        private readonly List<Action> _handlers = [];

        public void OnHeartbeat(Action<object> action, object state) => _handlers.Add(() => action(state));

        public void Beat() => _handlers.ForEach(handler => handler());
    }
}
