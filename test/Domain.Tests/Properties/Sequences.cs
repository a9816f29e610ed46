using FsCheck;
using FsCheck.Fluent;

namespace OrleansChat.Domain.Tests.Properties;

/// <summary>Checks a property over random sequences, always the same ones, and makes a failing sequence as short as it can.</summary>
internal static class Sequences
{
    private const ulong Seed = 20_300_102;
    private const ulong Gamma = 77; // FsCheck asks for an odd number.

    /// <summary>Checks so many sequences of at most 100 steps; a failure says the seed, the shortest sequence and what went wrong.</summary>
    public static void Check<T>(Gen<T> step, int count, Action<T[]> property)
    {
        var sequences = Arb.From(step.ArrayOf(), Shorter);
        var config = Config.QuickThrowOnFailure.WithMaxTest(count).WithStartSize(1).WithEndSize(100).WithReplay(Seed, Gamma);
        FsCheck.Check.One(config, Prop.ForAll(sequences, property));
    }

    // Without a half, without a quarter, ..., without a single step.
    private static IEnumerable<T[]> Shorter<T>(T[] steps)
    {
        for (var length = steps.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= steps.Length; start += length)
            {
                yield return [.. steps[..start], .. steps[(start + length)..]];
            }
        }

        if (steps.Length == 1)
        {
            yield return [];
        }
    }
}
