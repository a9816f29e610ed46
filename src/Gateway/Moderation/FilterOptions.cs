namespace OrleansChat.Gateway.Moderation;

/// <summary>Words that nobody may say; the configuration section <c>Filter</c>.</summary>
public sealed record FilterOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Filter";

    /// <summary>The value of <see cref="Action"/> that puts an asterisk in the place of each character of a word.</summary>
    public const string Mask = "mask";

    /// <summary>The value of <see cref="Action"/> that refuses the message.</summary>
    public const string Refuse = "refuse";

    private const int MostWords = 1000;
    private const int MostCharacters = 64;

    /// <summary>
    /// The words, in any case. Each is a whole word or several; an asterisk at its beginning or end lets it stand within a longer one, which languages without spaces
    /// need. Default none; at most 1,000 of 64 characters.
    /// </summary>
    public string[] Words { get; init; } = [];

    /// <summary>What becomes of a message that holds one: <see cref="Mask"/> (default) or <see cref="Refuse"/>.</summary>
    public string Action { get; init; } = Mask;

    /// <summary>Why these cannot be used; null where they can.</summary>
    public string? Fault() =>
        Action is not (Mask or Refuse) ? $"Filter:Action is '{Action}'; it must be {Mask} or {Refuse}."
        : Words.Length > MostWords ? $"Filter:Words has {Words.Length} words; {MostWords} are the most."
        : Array.FindIndex(Words, static word => word is null || word.Length > MostCharacters || word.Trim('*').Trim().Length == 0) is >= 0 and var index
            ? $"Filter:Words:{index} is '{Words[index]}'; it must have 1 to {MostCharacters} characters beside the asterisks at its ends."
        : null;
}
