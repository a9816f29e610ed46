namespace OrleansChat.Embedded.Tests.Grains;

internal interface IWordObserver : IGrainObserver
{
    Task HearAsync(string word);

    [OneWay]
    Task HearQuietlyAsync(string word);

    void Whisper(string word);
}
