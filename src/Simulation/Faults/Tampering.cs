using OrleansChat.Contracts;

namespace OrleansChat.Simulation.Faults;

/// <summary>What lies between the product and its clients in tests of the simulator itself: it makes of what the product says what a broken one would have said.</summary>
/// <param name="Answer">What becomes of an answer of the hub.</param>
/// <param name="Frame">What becomes of a frame.</param>
internal sealed record Tampering(Func<Result, Result> Answer, Func<Frame, Frame> Frame)
{
    /// <summary>Leaves everything as it is.</summary>
    public static Tampering None { get; } = new(static answer => answer, static frame => frame);
}
