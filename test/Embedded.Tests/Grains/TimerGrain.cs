using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Grains;

internal sealed class TimerGrain(Journal journal) : Grain, ITimerGrain
{
    private IGrainTimer? _timer;

    public Task StartAsync(int dueSeconds, int periodSeconds, bool interleave, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(TimeSpan.FromSeconds(dueSeconds), TimeSpan.FromSeconds(periodSeconds))
        {
            Interleave = interleave,
            KeepAlive = keepAlive,
        });
        return Task.CompletedTask;
    }

    public Task ChangeAsync(int dueSeconds, int periodSeconds)
    {
        _timer!.Change(TimeSpan.FromSeconds(dueSeconds), TimeSpan.FromSeconds(periodSeconds));
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task WorkAsync(string name)
    {
        journal.Write($"+{name}");
        await journal.Wait(name);
        journal.Write($"-{name}");
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<bool> StartOutsideOfItsTurnAsync() => await Task.Run(() =>
    {
        try
        {
            this.RegisterGrainTimer(TickAsync, TimeSpan.Zero, TimeSpan.Zero);
            return true;
        }
        catch (InvalidSchedulingContextException)
        {
            return false;
        }
    });

    private async Task TickAsync()
    {
        var isInTurn = TaskScheduler.Current != TaskScheduler.Default;
        journal.Write(isInTurn ? "+tick" : "+tick outside of a turn");
        await journal.Wait("tick");
        journal.Write("-tick");
        if (this.GetPrimaryKeyString() == "failing")
        {
            throw new InvalidOperationException("tick failed");
        }
    }
}
