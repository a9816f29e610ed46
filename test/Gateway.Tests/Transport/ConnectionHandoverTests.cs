using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using OrleansChat.Gateway.Transport.Handover;
using OrleansChat.Testing;

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

    [Fact]
    public async Task Around_KeptConnection_OutlivesTheServersInterest()
    {
        var all = new KeptConnections(new FakeTime());
        var inner = new Watched { Transport = _transport };
        var server = new KeptConnection(inner, all);
        server.Features.Set<IConnectionHeartbeatFeature>(_heart);
        var goesOn = new TaskCompletionSource();

        await ConnectionHandover.Around(connection =>
        {
            connection.Features.Get<ConnectionHandover>()!.Take(() => goesOn.Task);
            return Task.CompletedTask;
        })(server);
        await server.DisposeAsync();

        Assert.False(inner.IsDisposed);
        Assert.Null(inner.Features.Get<IConnectionHeartbeatFeature>());
        var stopped = all.EndAsync();
        Assert.False(stopped.IsCompleted);
        goesOn.SetResult();
        await stopped;
        Assert.True(inner.IsDisposed);
        Assert.False(inner.IsAborted);
    }

    [Fact]
    public async Task Around_NobodyTakesTheKeptConnection_EndsWithTheServersInterest()
    {
        var all = new KeptConnections(new FakeTime());
        var inner = new Watched { Transport = _transport };
        var server = new KeptConnection(inner, all);

        await ConnectionHandover.Around(_ => Task.CompletedTask)(server);
        await server.DisposeAsync();

        Assert.True(inner.IsDisposed);
        Assert.True(all.EndAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task EndAsync_ConnectionThatAnswersNoGoodbye_IsCutOff()
    {
        var time = new FakeTime();
        var all = new KeptConnections(time);
        var inner = new Watched { Transport = _transport };
        var goesOn = new TaskCompletionSource();
        new KeptConnection(inner, all).Keep(() => goesOn.Task);
        var stopped = all.EndAsync();

        time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(inner.IsAborted);
        time.Advance(TimeSpan.FromSeconds(0.2));
        await inner.Aborted.WaitAsync(Hosting.Participant.Patience);
        Assert.False(stopped.IsCompleted);
        goesOn.SetResult();
        await stopped;
        Assert.True(inner.IsDisposed);
    }

    private sealed class Watched : DefaultConnectionContext
    {
        private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Aborted => _aborted.Task;

        public bool IsAborted => Aborted.IsCompleted;

        public bool IsDisposed { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => _aborted.TrySetResult();

        public override void Abort() => _aborted.TrySetResult();

        public override ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return base.DisposeAsync();
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Heart : IConnectionHeartbeatFeature
    {
        private readonly List<Action> _handlers = [];

        public void OnHeartbeat(Action<object> action, object state) => _handlers.Add(() => action(state));

        public void Beat() => _handlers.ForEach(handler => handler());
    }
}
