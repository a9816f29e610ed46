using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Epochs;

/// <summary>What every <see cref="IEpochSource"/> must do, checked on two of them that stand for two silos.</summary>
public static class EpochSourceConformance
{
    private static readonly RoomId Room = RoomId.Parse("ROOM");

    private static readonly Dictionary<string, Func<IEpochSource, IEpochSource, Task>> Checks = new()
    {
        [nameof(NextAsync_OneAfterTheOther_StrictlyGrows)] = NextAsync_OneAfterTheOther_StrictlyGrows,
        [nameof(NextAsync_ConcurrentCallers_NeverTheSame)] = NextAsync_ConcurrentCallers_NeverTheSame,
        [nameof(NextAsync_CalledAfterAnyAnswer_IsGreater)] = NextAsync_CalledAfterAnyAnswer_IsGreater,
        [nameof(NextAsync_OtherRoomsInBetween_StrictlyGrows)] = NextAsync_OtherRoomsInBetween_StrictlyGrows,
        [nameof(NextAsync_AboveWhatGatewaysHaveSeen_IsAboveThatForBoth)] = NextAsync_AboveWhatGatewaysHaveSeen_IsAboveThatForBoth,
        [nameof(NextAsync_AnyCall_FitsAJavaScriptNumber)] = NextAsync_AnyCall_FitsAJavaScriptNumber,
        [nameof(NextAsync_CancelledToken_ThrowsAndHarmsNobody)] = NextAsync_CancelledToken_ThrowsAndHarmsNobody,
    };

    /// <summary>The names of the rules.</summary>
    public static TheoryData<string> Rules { get; } = [.. Checks.Keys];

    /// <summary>Checks one rule.</summary>
    public static Task CheckAsync(string rule, IEpochSource here, IEpochSource there) => Checks[rule](here, there);

    private static async Task NextAsync_OneAfterTheOther_StrictlyGrows(IEpochSource here, IEpochSource there)
    {
        long last = 0;
        for (var round = 0; round < 100; round++)
        {
            foreach (var silo in new[] { here, there, there, here })
            {
                var next = await silo.NextAsync(Room, 0, default);
                Assert.True(next > last, $"round {round}: {next} came after {last}");
                last = next;
            }
        }
    }

    private static async Task NextAsync_ConcurrentCallers_NeverTheSame(IEpochSource here, IEpochSource there)
    {
        const int Callers = 32;
        const int CallsEach = 25;
        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var silo = caller % 2 == 0 ? here : there;
            var epochs = new List<long>();
            for (var call = 0; call < CallsEach; call++)
            {
                epochs.Add(await silo.NextAsync(Room, 0, default));
            }

            return epochs;
        })));

        Assert.Equal(Callers * CallsEach, answers.SelectMany(epochs => epochs).Distinct().Count());
    }

    private static async Task NextAsync_CalledAfterAnyAnswer_IsGreater(IEpochSource here, IEpochSource there)
    {
        long highestAnswered = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            for (var call = 0; call < 50; call++)
            {
                var answeredBefore = Volatile.Read(ref highestAnswered);
                var next = await ((caller + call) % 2 == 0 ? here : there).NextAsync(Room, 0, default);
                Assert.True(next > answeredBefore, $"caller {caller}, call {call}: {next} was asked for after {answeredBefore} had been answered");
                Raise(ref highestAnswered, next);
            }
        })));
    }

    private static void Raise(ref long highest, long value)
    {
        for (var seen = Volatile.Read(ref highest); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref highest, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private static async Task NextAsync_OtherRoomsInBetween_StrictlyGrows(IEpochSource here, IEpochSource there)
    {
        // A source must not need to remember a room in order to number it: here it meets a thousand others in between.
        var first = await here.NextAsync(Room, 0, default);
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(index => there.NextAsync(RoomId.Parse($"OTHER-{index}"), 0, default).AsTask()));
        Assert.InRange(await there.NextAsync(Room, 0, default), first + 1, IEpochSource.Highest);
    }

    private static async Task NextAsync_AboveWhatGatewaysHaveSeen_IsAboveThatForBoth(IEpochSource here, IEpochSource there)
    {
        var seen = await here.NextAsync(Room, 0, default) + 1_000_000;
        var next = await here.NextAsync(Room, seen, default);
        Assert.InRange(next, seen + 1, IEpochSource.Highest);
        Assert.InRange(await there.NextAsync(Room, 0, default), next + 1, IEpochSource.Highest);
    }

    private static async Task NextAsync_AnyCall_FitsAJavaScriptNumber(IEpochSource here, IEpochSource there)
    {
        Assert.InRange(await here.NextAsync(Room, 0, default), 1, IEpochSource.Highest);
        Assert.InRange(await there.NextAsync(Room, 0, default), 1, IEpochSource.Highest);
    }

    private static async Task NextAsync_CancelledToken_ThrowsAndHarmsNobody(IEpochSource here, IEpochSource there)
    {
        var before = await here.NextAsync(Room, 0, default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await here.NextAsync(Room, 0, new CancellationToken(canceled: true)));
        Assert.True(await here.NextAsync(Room, 0, default) > before);
        Assert.True(await there.NextAsync(Room, 0, default) > before);
    }
}
