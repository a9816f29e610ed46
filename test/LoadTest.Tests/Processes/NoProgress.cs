using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Tests.Processes;

/// <summary>Shows nothing.</summary>
internal sealed class NoProgress : IRunProgress
{
    public void Show(RunSnapshot snapshot)
    {
    }
}
