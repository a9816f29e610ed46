namespace OrleansChat.LoadTest.Mix;

/// <summary>
/// Which action of a run is of which kind. Each hundred actions in a row hold exactly the shares of the mix, in an order that the seed and the hundred's number decide; so
/// every process of a run finds the same, whichever of the actions are its own.
/// </summary>
/// <param name="mix">The shares.</param>
/// <param name="seed">Decides the order.</param>
internal sealed class MixPlan(ActionMix mix, int seed)
{
    private readonly ActionKind[] _hundred = new ActionKind[ActionMix.Whole];
    private long _number = -1;

    /// <summary>The kind of an action; cheapest where it is asked for in order.</summary>
    /// <param name="action">Its number in the run, from 0.</param>
    public ActionKind Kind(long action)
    {
        var (number, place) = Math.DivRem(action, ActionMix.Whole);
        if (number != _number)
        {
            Deal(number);
        }

        return _hundred[place];
    }

    private void Deal(long number)
    {
        var dealt = 0;
        foreach (var kind in Enum.GetValues<ActionKind>())
        {
            Array.Fill(_hundred, kind, dealt, mix.Share(kind));
            dealt += mix.Share(kind);
        }

        // A product with an odd number keeps seeds apart that follow each other, and so do hundreds.
        new Random(unchecked((int)((seed * 2654435761L) ^ (number * 40503L)))).Shuffle(_hundred);
        _number = number;
    }
}
