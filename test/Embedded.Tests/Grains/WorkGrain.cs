using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Grains;

internal sealed class WorkGrain(Journal journal, ILocalSiloDetails silo) : Grain, IWorkGrain
{
    private int _count;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        if (key.StartsWith("slow", StringComparison.Ordinal))
        {
            await journal.Wait("activate");
        }

        if (key.StartsWith("broken", StringComparison.Ordinal))
        {
            journal.Write("broken");
            throw new InvalidOperationException("cannot activate");
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Write($"deactivate {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public async Task WorkAsync(string name)
    {
        journal.Write($"+{name}");
        await journal.Wait(name);
        journal.Write($"-{name}");
    }

    public Task PeekAsync(string name) => WorkAsync(name);

    public Task ReadAsync(string name) => WorkAsync(name);

    public Task TellAsync(string name) => WorkAsync(name);

    public Task WorkInAHurryAsync(string name) => WorkAsync(name);

    public Task FailQuietlyAsync() => throw new InvalidOperationException("nobody hears");

    public Task<int> CountAsync() => Task.FromResult(++_count);

    public ValueTask<int> CountByValueAsync() => ValueTask.FromResult(++_count);

    public Task<SiloAddress> WhereAsync() => Task.FromResult(silo.SiloAddress);

    public Task FailAsync(string message) => throw new WorkFailedException(message);

    public async Task FailLaterAsync(string message)
    {
        await Task.Yield();
        throw new WorkFailedException(message);
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task KeepAsync(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task HaveAsync(string other, string name) => GrainFactory.GetGrain<IWorkGrain>(other).WorkAsync(name);

    public Task<SiloAddress> WhereIsAsync(string other) => GrainFactory.GetGrain<IWorkGrain>(other).WhereAsync();

    public async Task<bool> StaysInItsTurnAsync(string gate)
    {
        var before = TaskScheduler.Current;
        var contexts = ServiceProvider.GetRequiredService<IGrainContextAccessor>();
        var isRight = before != TaskScheduler.Default && ReferenceEquals(contexts.GrainContext, GrainContext);
        await journal.Wait(gate);
        return isRight && ReferenceEquals(before, TaskScheduler.Current) && ReferenceEquals(contexts.GrainContext, GrainContext);
    }

    public Task<string?> AmbientAsync() => Task.FromResult(Ambient.Value);
}
