namespace OrleansChat.Client.Tests.Sync;

public sealed class RoomViewModelTests
{
    private static readonly string[] AllFaults = ["digest", "double", "drop", "epoch", "gap", "hand-over", "reconnect", "resync", "swap"];

    [Fact]
    public void Apply_AnyFaults_ComesToEqualTheRoom()
    {
        HashSet<string> seen = [];
        for (var seed = 1; seed <= 3000; seed++)
        {
            try
            {
                var wires = new FaultyWires(seed);
                for (var step = 0; step < 300; step++)
                {
                    wires.Step();
                }

                wires.Settle();
                wires.AssertEqual();
                seen.UnionWith(wires.Faults.Keys);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
            }
        }

        Assert.Equal(AllFaults, seen.Order(StringComparer.Ordinal));
    }
}
