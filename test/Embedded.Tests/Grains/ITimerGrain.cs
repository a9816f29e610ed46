namespace OrleansChat.Embedded.Tests.Grains;

/// <summary>A grain whose timer writes to the journal and waits at the gate "tick".</summary>
internal interface ITimerGrain : IGrainWithStringKey
{
    Task StartAsync(int dueSeconds, int periodSeconds, bool interleave, bool keepAlive);

    Task ChangeAsync(int dueSeconds, int periodSeconds);

    Task StopAsync();

    Task WorkAsync(string name);

    Task EndAsync();

    Task<bool> StartOutsideOfItsTurnAsync();
}
