namespace OrleansChat.History;

/// <summary>Compares one message as a client shows it with the changes that are known.</summary>
/// <param name="findings">Where violations go.</param>
/// <param name="message">What was done to it.</param>
/// <param name="shown">What it looks like.</param>
/// <param name="client">To whom.</param>
/// <param name="user">The client's user.</param>
/// <param name="upTo">The last number that can be contained.</param>
/// <param name="isCertain">Whether a change must be contained; of all others that is open.</param>
internal readonly struct MessageCheck(
    RoomFindings findings, ChangedMessage message, ShownMessage shown, int client, int? user, long upTo, Func<PlacedChange, bool> isCertain)
{
    public void Run()
    {
        var words = new List<Word>();
        foreach (var change in message.Placed)
        {
            if (change.Place.Seq <= upTo)
            {
                words.Add(new Word(change.What, change.Place.Seq, isCertain(change)));
            }
        }

        foreach (var sent in message.Sent)
        {
            if (sent.IsOpen)
            {
                words.Add(new Word(sent.What, null, IsCertain: false));
            }
        }

        if (words.Find(word => word is { What.Kind: ChangeKind.Deleted, IsCertain: true }) is { What.Target: not 0 } deletion && !shown.Deleted)
        {
            Report(ViolationKind.Lost, $"and {deletion} is not in it");
        }
        else if (shown.Deleted)
        {
            CheckDeleted(words);
        }
        else
        {
            CheckText(words);
            CheckPin(words);
            CheckReactions(words);
        }
    }

    private void CheckDeleted(List<Word> words)
    {
        if (!words.Exists(word => word.What.Kind is ChangeKind.Deleted))
        {
            Report(ViolationKind.Phantom, "and nobody deleted it");
        }
        else if (shown is not { Text: 0, Version: 0, Pinned: false, Reactions.Count: 0 })
        {
            Report(ViolationKind.Resurrected, "and a deletion leaves nothing");
        }
    }

    private void CheckText(List<Word> words)
    {
        var (version, text) = (shown.Version, shown.Text);
        if (words.Find(word => word is { What.Kind: ChangeKind.Edited, IsCertain: true } && word.Seq > version) is { Seq: not null } missing)
        {
            Report(ViolationKind.Lost, $"and {missing} is not in it");
        }
        else if (version == 0)
        {
            message.Text = message.Text == 0 ? text : message.Text;
            if (message.Text != text)
            {
                Report(ViolationKind.Altered, "and its text was another");
            }
        }
        else if (words.Find(word => word.What.Kind is ChangeKind.Edited && word.Seq == version) is { Seq: not null } shownEdit)
        {
            if (shownEdit.What.Content != text)
            {
                Report(ViolationKind.Altered, $"and {shownEdit} gave it another text");
            }
        }
        else if (!words.Exists(word => word.What.Kind is ChangeKind.Edited && word.Seq is null && word.What.Content == text))
        {
            Report(ViolationKind.Phantom, "and nobody edited it so");
        }
    }

    private void CheckPin(List<Word> words)
    {
        var (least, most) = Count(words, ChangeKind.Pinned, 0, ofUser: null);
        var count = shown.Pinned ? 1 : 0;
        if (count < least || count > most)
        {
            Report(count < least ? ViolationKind.Lost : ViolationKind.Phantom, count < least ? "and its pin is not in it" : "and it is not pinned");
        }
    }

    private void CheckReactions(List<Word> words)
    {
        var emojis = words.Where(word => word.What.Aspect is ChangeKind.Reacted).Select(word => word.What.Content).Concat(shown.Reactions.Select(one => one.Emoji)).Distinct();
        foreach (var emoji in emojis)
        {
            var found = shown.Reactions.FirstOrDefault(one => one.Emoji == emoji);
            var (least, most) = (0, 0);
            foreach (var author in words.Where(word => word.What.Aspect is ChangeKind.Reacted && word.What.Content == emoji).Select(word => word.What.User).Distinct().ToArray())
            {
                var (authorLeast, authorMost) = Count(words, ChangeKind.Reacted, emoji, author);
                (least, most) = (least + authorLeast, most + authorMost);
            }

            var own = user is { } reader ? Count(words, ChangeKind.Reacted, emoji, reader) : (Least: 0, Most: 1);
            if (found.Own ? own.Most == 0 : own.Least == 1)
            {
                Report(ViolationKind.Disagreement, $"and whether {emoji:x4} is its own is wrong");
            }

            if (found.Count < least || found.Count > most)
            {
                Report(
                    found.Count < least ? ViolationKind.Lost : most == 0 ? ViolationKind.Phantom : ViolationKind.Twice,
                    $"and {emoji:x4} was said {(least == most ? $"{least}" : $"{least} to {most}")} times");
            }
        }
    }

    /// <summary>Whether something is on, by the last word about it that is certain and those behind it that are open: at least and at most, 0 or 1.</summary>
    private static (int Least, int Most) Count(List<Word> words, ChangeKind aspect, ulong content, int? ofUser)
    {
        var last = default(Word);
        foreach (var word in words)
        {
            if (word.IsCertain && IsAbout(word) && word.Seq > (last.Seq ?? 0))
            {
                last = word;
            }
        }

        var (isOn, from) = (last.Seq is not null && last.What.IsOn, last.Seq ?? 0);
        var (mayBeOn, mayBeOff) = (isOn, !isOn);
        foreach (var word in words)
        {
            if (!word.IsCertain && IsAbout(word) && (word.Seq ?? long.MaxValue) > from)
            {
                mayBeOn |= word.What.IsOn;
                mayBeOff |= !word.What.IsOn;
            }
        }

        return (mayBeOff ? 0 : 1, mayBeOn ? 1 : 0);

        bool IsAbout(in Word word) => word.What.Aspect == aspect && word.What.Content == content && (ofUser is not { } author || word.What.User == author);
    }

    private void Report(ViolationKind kind, string why) => findings.Add(kind, $"member {client} shows message {message.Seq} up to {upTo} as {shown}, {why}");

    /// <summary>A change and whether it must be contained.</summary>
    private readonly record struct Word(MessageChange What, long? Seq, bool IsCertain)
    {
        public override string ToString() => $"{What}{(Seq is null ? "" : $" (seq {Seq})")}";
    }
}
