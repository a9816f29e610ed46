using System.Numerics;

namespace OrleansChat.LoadTest.Checking;

/// <summary>A set of a room's members: one word for rooms of up to 64, which is nearly all of them, an array beyond.</summary>
internal struct MemberSet
{
    private ulong _word;
    private ulong[]? _more;

    public int Count { get; private set; }

    public readonly bool Contains(int member) =>
        member < 64 ? (_word >> member & 1) != 0 : _more is not null && member / 64 <= _more.Length && (_more[member / 64 - 1] >> (member % 64) & 1) != 0;

    public void Add(int member)
    {
        if (Contains(member))
        {
            return;
        }

        Count++;
        var bit = 1UL << (member % 64);
        if (member < 64)
        {
            _word |= bit;
            return;
        }

        var index = member / 64 - 1;
        if (_more is null || _more.Length <= index)
        {
            Array.Resize(ref _more, (int)BitOperations.RoundUpToPowerOf2((uint)index + 1));
        }

        _more[index] |= bit;
    }
}
