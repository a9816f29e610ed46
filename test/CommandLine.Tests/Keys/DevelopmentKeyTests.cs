using OrleansChat.CommandLine.Keys;

namespace OrleansChat.CommandLine.Tests.Keys;

public sealed class DevelopmentKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string KeyFile => _folder.At(".chat", "development.key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadOrCreate_NoFile_MakesAKeyAndKeepsIt()
    {
        var key = DevelopmentKey.ReadOrCreate(KeyFile);

        Assert.Equal(32, key.Length);
        Assert.Equal(key, DevelopmentKey.ReadOrCreate(KeyFile));
        Assert.Single(Directory.GetFiles(_folder.At(".chat")));
    }

    [Fact]
    public void ReadOrCreate_NoFile_LetsOnlyTheOwnerReadIt()
    {
        DevelopmentKey.ReadOrCreate(KeyFile);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public async Task ReadOrCreate_ManyAtOnce_AllHaveTheSameKey()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Convert.ToHexString(DevelopmentKey.ReadOrCreate(KeyFile)))));

        Assert.Single(keys.Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void ReadOrCreate_UselessFile_RefusesItAndLeavesIt(string text)
    {
        _folder.Write(text, ".chat", "development.key");

        Assert.Throws<CommandFailedException>(() => DevelopmentKey.ReadOrCreate(KeyFile));

        Assert.Equal(text, File.ReadAllText(KeyFile));
    }
}
