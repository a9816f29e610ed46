using OrleansChat.LoadTest.Scenarios.SlowReader;

namespace OrleansChat.LoadTest.Tests.Scenarios;

public sealed class StolenSecondsTests
{
    private readonly StolenSeconds _stolen = new();

    [Fact]
    public void Read_CounterStands_NamesNoSecond()
    {
        _stolen.Read(0, 7);
        _stolen.Read(1, 7);

        Assert.Equal(0, _stolen.Count);
    }

    [Fact]
    public void Read_CounterGrew_NamesEverySecondSinceTheLastReading()
    {
        _stolen.Read(0, 7);
        _stolen.Read(2, 7);
        _stolen.Read(4, 8);
        _stolen.Read(5, 8);

        Assert.Equal([2, 3, 4], Enumerable.Range(0, 7).Where(_stolen.Contains));
    }

    [Fact]
    public void Undisturbed_SecondWithStolenTime_IsLeftOut()
    {
        var phase = new Phase(1, isSlow: false, from: 1_000_000, TimeSpan.FromSeconds(3));
        phase.NoteStolen(7, now: 1_000_000);
        phase.TryAdd(due: 1_500_000, now: 1_500_100);
        phase.NoteStolen(7, now: 2_100_000);
        phase.TryAdd(due: 2_500_000, now: 2_500_200);
        phase.NoteStolen(9, now: 2_900_000);
        phase.TryAdd(due: 3_500_000, now: 3_500_300);

        Assert.Equal([100L, 300L], phase.Undisturbed.Select(sample => sample.Microseconds));
        Assert.Equal(3, phase.Samples.Count);
    }
}
