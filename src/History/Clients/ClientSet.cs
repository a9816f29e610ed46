using System.Numerics;

namespace OrleansChat.History;

/// <summary>A set of a room's clients: one word for rooms of up to 64, which is nearly all of them, an array beyond.</summary>
internal struct ClientSet
{
    private ulong _word;
    private ulong[]? _more;

    public int Count { get; private set; }

    public readonly bool Contains(int client) =>
        client < 64 ? (_word >> client & 1) != 0 : _more is not null && client / 64 <= _more.Length && (_more[client / 64 - 1] >> (client % 64) & 1) != 0;

    public void Add(int client)
    {
        if (Contains(client))
        {
            return;
        }

        Count++;
        var bit = 1UL << (client % 64);
        if (client < 64)
        {
            _word |= bit;
            return;
        }

        var index = client / 64 - 1;
        if (_more is null || _more.Length <= index)
        {
            Array.Resize(ref _more, (int)BitOperations.RoundUpToPowerOf2((uint)index + 1));
        }

        _more[index] |= bit;
    }

    public void Remove(int client)
    {
        if (!Contains(client))
        {
            return;
        }

        Count--;
        var bit = 1UL << (client % 64);
        if (client < 64)
        {
            _word &= ~bit;
        }
        else
        {
            _more![client / 64 - 1] &= ~bit;
        }
    }
}
