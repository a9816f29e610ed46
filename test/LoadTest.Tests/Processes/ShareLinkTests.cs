using System.IO.Pipes;
using OrleansChat.LoadTest.Processes;
using OrleansChat.LoadTest.Processes.Protocol;
using OrleansChat.LoadTest.Running;
using OrleansChat.LoadTest.Tests.Running;
using OrleansChat.Testing;

namespace OrleansChat.LoadTest.Tests.Processes;

public sealed class ShareLinkTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly AnonymousPipeServerStream _share = new(PipeDirection.Out);
    private readonly StreamReader _messages;
    private readonly FakeTime _time = new();
    private readonly ShareLink _link;
    private readonly Task _listening;

    public ShareLinkTests()
    {
        _messages = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, _share.ClientSafePipeHandle));
        _link = new ShareLink(
            new RunShare(1, 4, 10, 10), TextWriter.Null, new Timeline(4, 100, new NoProgress()), new SilenceLimit(_time, Limit));
        _listening = _link.ListenAsync(_messages, () => Task.FromResult("exit code 137"));
    }

    public void Dispose()
    {
        _share.Dispose();
        _messages.Dispose();
    }

    [Fact]
    public async Task Finished_ShareTellsItsFigures_AreThose()
    {
        Say(ProtocolLines.Write(new ShareOpened()));
        await _link.Opened;
        Say(ProtocolLines.Write(new ShareFinished(RunFiguresTests.Figures(3))));

        Assert.Equal(RunFiguresTests.Figures(3).Counts, (await _link.Finished).Counts);
    }

    [Fact]
    public async Task Finished_SaysNothingForTooLong_IsToldInOneLine()
    {
        Say(ProtocolLines.Write(new ShareOpened()));
        await _link.Opened;

        _time.Advance(Limit - TimeSpan.FromSeconds(1));
        Assert.False(_link.Finished.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var failure = await Assert.ThrowsAsync<LoadException>(() => _link.Finished);
        Assert.Equal("Process 2 of 4 has said nothing for 10 seconds, so the run says nothing either.", failure.Message);
    }

    [Fact]
    public async Task Opened_ShareEnds_IsToldInOneLine()
    {
        _share.Dispose();
        await _listening;

        var failure = await Assert.ThrowsAsync<LoadException>(() => _link.Opened);
        Assert.Equal("Process 2 of 4 ended before it had told its figures (exit code 137), so the run says nothing.", failure.Message);
    }

    [Fact]
    public async Task Opened_ShareRefuses_IsItsReason()
    {
        Say(ProtocolLines.Write(new ShareRefused("There is no key.")));

        Assert.Equal("There is no key.", (await Assert.ThrowsAsync<LoadException>(() => _link.Opened)).Message);
    }

    [Fact]
    public async Task Finished_ShareWasStoppedBeforeItBegan_IsCancelled()
    {
        Say(ProtocolLines.Write(new ShareStopped()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _link.Finished);
    }

    [Fact]
    public async Task Finished_LineIsNoMessage_IsToldInOneLine()
    {
        Say("Hello");

        var failure = await Assert.ThrowsAsync<LoadException>(() => _link.Finished);
        Assert.Equal("Process 2 of 4 wrote a line that is no message, so the run says nothing.", failure.Message);
    }

    private void Say(string line) => _share.Write(System.Text.Encoding.UTF8.GetBytes(line + '\n'));
}
