using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Moderation;

/// <summary>Keeps words out of what is said. Its time grows with the text's length, whatever the words are.</summary>
internal sealed class WordFilter(IOptions<FilterOptions> options)
{
    private readonly Regex? _words = options.Value.Words is [] ? null : new Regex(
        string.Join('|', options.Value.Words.Select(Pattern)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Says how a text may be said; returns why it may not be said at all, else null.</summary>
    public Refused? Admit(string text, out string admitted)
    {
        admitted = text;
        if (_words is null || !_words.IsMatch(text))
        {
            return null;
        }

        if (options.Value.Action == FilterOptions.Refuse)
        {
            return new Refused(ChatErrorCode.Forbidden, "The text holds a word that may not be said here; leave it out.");
        }

        admitted = _words.Replace(text, static match => new string('*', new StringInfo(match.Value).LengthInTextElements));
        return null;
    }

    private static string Pattern(string word)
    {
        var (before, after) = (word.StartsWith('*') ? "" : @"\b", word.EndsWith('*') ? "" : @"\b");
        var bare = word.Trim('*').Trim();

        // Where the word itself ends with something that is no letter, there is no boundary to look for.
        before = char.IsLetterOrDigit(bare[0]) ? before : "";
        after = char.IsLetterOrDigit(bare[^1]) ? after : "";
        return before + Regex.Escape(bare) + after;
    }
}
