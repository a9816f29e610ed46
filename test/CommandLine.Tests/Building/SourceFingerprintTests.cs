using OrleansChat.CommandLine.Building;

namespace OrleansChat.CommandLine.Tests.Building;

public sealed class SourceFingerprintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SourceFingerprintTests()
    {
        _folder.Write("one", "src", "a.ts");
        _folder.Write("two", "src", "b.ts");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_SameContents_IsTheSameWhateverTheTimes()
    {
        var before = Fingerprint();

        File.SetLastWriteTimeUtc(_folder.At("src", "a.ts"), DateTime.UnixEpoch);

        Assert.Equal(before, Fingerprint());
    }

    [Theory]
    [InlineData("changed", "src", "a.ts")]
    [InlineData("new", "src", "c.ts")]
    public void Of_FileChangedOrAdded_Differs(string text, params string[] file)
    {
        var before = Fingerprint();

        _folder.Write(text, file);

        Assert.NotEqual(before, Fingerprint());
    }

    [Fact]
    public void Of_FileDeleted_Differs()
    {
        var before = Fingerprint();

        File.Delete(_folder.At("src", "b.ts"));

        Assert.NotEqual(before, Fingerprint());
    }

    [Fact]
    public void Of_OutputsWritten_StaysTheSame()
    {
        var before = Fingerprint();

        _folder.Write("built", "dist", "index.html");
        _folder.Write("installed", "node_modules", "x", "index.js");

        Assert.Equal(before, Fingerprint());
    }

    [Fact]
    public void Matches_WhatWasWritten_AndNothingElse()
    {
        var stamp = _folder.At("state", "stamp");
        Assert.False(SourceFingerprint.Matches(stamp, "x"));

        SourceFingerprint.Write(stamp, "x");

        Assert.True(SourceFingerprint.Matches(stamp, "x"));
        Assert.False(SourceFingerprint.Matches(stamp, "y"));
    }

    private string Fingerprint() => SourceFingerprint.Of(_folder.Path, SourceFingerprint.Sources(_folder.Path));
}
