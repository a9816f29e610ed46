using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Grains;

internal sealed class WordObserver(Journal journal) : IWordObserver
{
    public async Task HearAsync(string word)
    {
        journal.Write($"+{word}");
        await journal.Wait(word);
        journal.Write($"-{word}");
    }

    public Task HearQuietlyAsync(string word) => HearAsync(word);

    public void Whisper(string word) => journal.Write(word);
}
