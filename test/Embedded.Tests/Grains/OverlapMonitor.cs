namespace OrleansChat.Embedded.Tests.Grains;

/// <summary>Counts steps and those that began while another was under way.</summary>
internal sealed class OverlapMonitor
{
    private int _inside;
    private int _steps;
    private int _overlaps;

    public int Steps => _steps;

    public int Overlaps => _overlaps;

    public void Step()
    {
        if (Interlocked.Increment(ref _inside) != 1)
        {
            Interlocked.Increment(ref _overlaps);
        }

        Thread.SpinWait(50);
        Interlocked.Increment(ref _steps);
        Interlocked.Decrement(ref _inside);
    }
}
