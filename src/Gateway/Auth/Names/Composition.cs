using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace OrleansChat.Gateway.Auth;

/// <summary>
/// Unicode's composed form, NFC (UAX #15). The framework's own <see cref="string.Normalize()"/> does nothing where globalisation is invariant, and
/// that is how the gateway runs, so that it needs no ICU on the machine.
/// </summary>
internal static class Composition
{
    // Hangul syllables are composed by arithmetic (The Unicode Standard, 3.12).
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Trails = 28, Syllables = Leads * Vowels * Trails;

    private static readonly FrozenDictionary<int, int[]> Parts =
        Read($"{CompositionData.Composites},{CompositionData.Decomposites}").ToFrozenDictionary(entry => entry[0], entry => entry[1..]);

    private static readonly FrozenDictionary<(int First, int Second), int> Wholes =
        Read(CompositionData.Composites).ToFrozenDictionary(entry => (entry[1], entry[2]), entry => entry[0]);

    private static readonly FrozenDictionary<int, int> Classes = ReadClasses();

    /// <summary>Composes a text without lone surrogates.</summary>
    public static string Compose(string text)
    {
        // Nothing below U+0300 decomposes to anything but what it was composed of.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF'))
        {
            return text;
        }

        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, points);
        }

        Order(points);
        var composed = new StringBuilder(text.Length);
        foreach (var point in Recompose(points))
        {
            composed.Append(new Rune(point));
        }

        return composed.ToString();
    }

    private static void Decompose(int point, List<int> points)
    {
        var syllable = point - SyllableBase;
        if (syllable is >= 0 and < Syllables)
        {
            points.Add(LeadBase + (syllable / (Vowels * Trails)));
            points.Add(VowelBase + (syllable % (Vowels * Trails) / Trails));
            if (syllable % Trails > 0)
            {
                points.Add(TrailBase + (syllable % Trails));
            }
        }
        else if (Parts.TryGetValue(point, out var parts))
        {
            foreach (var part in parts)
            {
                Decompose(part, points);
            }
        }
        else
        {
            points.Add(point);
        }
    }

    // Marks of different classes do not interact, so their order means nothing and is fixed; marks of one class keep theirs.
    private static void Order(List<int> points)
    {
        for (var next = 1; next < points.Count; next++)
        {
            var point = points[next];
            var mark = ClassOf(point);
            var place = next;
            for (; mark > 0 && place > 0 && ClassOf(points[place - 1]) > mark; place--)
            {
                points[place] = points[place - 1];
            }

            points[place] = point;
        }
    }

    private static List<int> Recompose(List<int> points)
    {
        var composed = new List<int>(points.Count);
        var starter = -1;
        var previous = 0;
        foreach (var point in points)
        {
            var mark = ClassOf(point);

            // A mark reaches the starter past marks of lower classes only; a character without a class, past nothing.
            var isBlocked = starter < 0 || (starter < composed.Count - 1 && previous >= mark);
            if (!isBlocked && FindWhole(composed[starter], point) is { } whole)
            {
                composed[starter] = whole;
                continue;
            }

            if (mark == 0)
            {
                starter = composed.Count;
            }

            composed.Add(point);
            previous = mark;
        }

        return composed;
    }

    private static int? FindWhole(int first, int second)
    {
        var (lead, vowel, trail, syllable) = (first - LeadBase, second - VowelBase, second - TrailBase, first - SyllableBase);
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            return SyllableBase + (((lead * Vowels) + vowel) * Trails);
        }

        if (syllable is >= 0 and < Syllables && syllable % Trails == 0 && trail is > 0 and < Trails)
        {
            return first + trail;
        }

        return Wholes.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static int ClassOf(int point) => Classes.GetValueOrDefault(point);

    private static IEnumerable<int[]> Read(string entries) => entries
        .Split(',')
        .Select(entry => entry.Split(' ').Select(number => int.Parse(number, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray());

    private static FrozenDictionary<int, int> ReadClasses()
    {
        var classes = new Dictionary<int, int>();
        foreach (var entry in CompositionData.Classes.Split(','))
        {
            var numbers = entry.Split(' ');
            var (first, last) = (Convert.ToInt32(numbers[0], 16), Convert.ToInt32(numbers[1], 16));
            for (var point = first; point <= last; point++)
            {
                classes[point] = int.Parse(numbers[2], CultureInfo.InvariantCulture);
            }
        }

        return classes.ToFrozenDictionary();
    }
}
