namespace OrleansChat.Embedded.Tests.Grains;

/// <summary>Reports when two of its turns run at once; reentrant, so that many calls are under way together.</summary>
[Reentrant]
internal sealed class OverlapGrain(OverlapMonitor monitor) : Grain, IOverlapGrain
{
    public const int StepsPerCall = 6;

    public async Task WorkAsync()
    {
        await Task.WhenAll(StepAsync(), StepAsync(), StepAsync());
    }

    private async Task StepAsync()
    {
        monitor.Step();
        await Task.Yield();
        monitor.Step();
    }
}
