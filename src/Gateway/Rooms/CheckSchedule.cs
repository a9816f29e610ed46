namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// When a room is compared with its grain next, in ticks of a second. An event that was let through says that the room knows this gateway, and where it
/// stands: nothing before it is missing, so the next comparison can wait until that is <see cref="Quiet"/> old. Who is in the room it does not say; so
/// now and then a busy room is compared, too. Pure.
/// </summary>
internal struct CheckSchedule
{
    /// <summary>Ticks without a word of the room after which it is compared.</summary>
    public const int Quiet = 25;

    /// <summary>Ticks after which it is compared in any case.</summary>
    public const int Longest = 50;

    private int _next;
    private int _last;
    private bool _heard;
    private bool _hasBegun;

    /// <summary>An event was let through. Only a mark, because this is where time counts; should a tick overlook it, a comparison comes earlier.</summary>
    public void Hear() => _heard = true;

    /// <summary>Whether the room is to be compared now; to be asked in each tick.</summary>
    /// <param name="tick">The number of the tick, from 1.</param>
    /// <param name="number">The room's number: rooms that came together are compared for the first time one after another, and so from then on.</param>
    public bool IsDue(int tick, long number)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _last = tick - (int)(number % Longest);
            _next = tick + 1 + (int)(number % Quiet);
        }

        if (_heard)
        {
            (_heard, _next) = (false, tick + Quiet);
        }

        if (tick < _next && tick - _last < Longest)
        {
            return false;
        }

        (_next, _last) = (tick + Quiet, tick);
        return true;
    }
}
