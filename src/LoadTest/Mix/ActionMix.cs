using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Mix;

/// <summary>How often clients do what, in percent of all actions; together 100.</summary>
/// <param name="Send">Messages.</param>
/// <param name="Typing">Signals that the user types, or has ended it.</param>
/// <param name="Read">Read markers.</param>
/// <param name="React">Reactions, said or taken back.</param>
/// <param name="Edit">Edits of own messages.</param>
/// <param name="Rejoin">Leavings with the joining after them.</param>
internal sealed record ActionMix(int Send, int Typing, int Read, int React, int Edit, int Rejoin)
{
    /// <summary>What the shares add up to.</summary>
    public const int Whole = 100;

    /// <summary>A room in which mostly somebody speaks.</summary>
    public static ActionMix Default { get; } = new(Send: 70, Typing: 10, Read: 10, React: 5, Edit: 3, Rejoin: 2);

    /// <summary>The percent of one kind.</summary>
    public int Share(ActionKind kind) => kind switch
    {
        ActionKind.Send => Send,
        ActionKind.Typing => Typing,
        ActionKind.Read => Read,
        ActionKind.React => React,
        ActionKind.Edit => Edit,
        ActionKind.Rejoin => Rejoin,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such action is done."),
    };

    /// <summary>Reads shares such as <c>send=90,edit=10</c>; a kind that is not named is not done.</summary>
    /// <param name="text">The shares.</param>
    /// <param name="mix">What was read.</param>
    /// <param name="error">What to change, in a line.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ActionMix? mix, [NotNullWhen(false)] out string? error)
    {
        var shares = new int?[ActionKindNames.All.Count];
        mix = null;
        error = null;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            error ??= TryTake(part, shares);
        }

        if (error is null)
        {
            mix = new ActionMix(shares[0] ?? 0, shares[1] ?? 0, shares[2] ?? 0, shares[3] ?? 0, shares[4] ?? 0, shares[5] ?? 0);
            error = WhyNot(mix);
        }

        mix = error is null ? mix : null;
        return mix is not null;
    }

    /// <summary>Looks whether a run can have its mix.</summary>
    /// <exception cref="LoadException">It cannot.</exception>
    public static void Check(LoadOptions options)
    {
        if (options is { Mix: not null, Reconnect: true })
        {
            throw new LoadException("--mix is for servers that stay: leave out --reconnect, or leave out --mix.");
        }

        if (options is { Mix.Rejoin: > 0, Users: < 2 })
        {
            throw new LoadException("--mix has members leave, and a room that nobody is in is forgotten: set --users to 2 or more, or leave rejoin out of --mix.");
        }
    }

    /// <summary>The shares as the option takes them.</summary>
    public override string ToString() => string.Join(',', Enum.GetValues<ActionKind>().Where(kind => Share(kind) > 0).Select(kind => $"{kind.Name()}={Share(kind)}"));

    private static string? TryTake(string part, int?[] shares)
    {
        var cut = part.IndexOf('=', StringComparison.Ordinal);
        var name = cut < 0 ? part : part[..cut].TrimEnd();
        var kind = ActionKindNames.All.ToList().IndexOf(name);
        if (cut < 0 || kind < 0)
        {
            return $"--mix has '{part}'; each part is a share of {string.Join(", ", ActionKindNames.All)}, such as {Default}.";
        }

        if (shares[kind] is not null)
        {
            return $"--mix names {name} twice; name it once.";
        }

        if (!int.TryParse(part.AsSpan(cut + 1), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var share) || share > Whole)
        {
            return $"--mix has '{part}'; a share must be a whole number of percent from 0 to {Whole}.";
        }

        shares[kind] = share;
        return null;
    }

    private static string? WhyNot(ActionMix mix)
    {
        var sum = Enum.GetValues<ActionKind>().Sum(mix.Share);
        return sum != Whole ? $"--mix adds up to {sum}; the shares must add up to {Whole}: {(sum < Whole ? $"add {Whole - sum}" : $"take {sum - Whole} away")}."
            : mix.Send == 0 ? "--mix has no share of send; give it one, as without messages there is nothing to read, to edit or to react to."
            : null;
    }
}
