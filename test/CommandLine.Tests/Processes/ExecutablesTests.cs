using OrleansChat.CommandLine.Processes;

namespace OrleansChat.CommandLine.Tests.Processes;

public sealed class ExecutablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_InTheSecondFolder_GivesItsFullPath()
    {
        var npm = _folder.Write("", "b", "npm.cmd");
        var path = string.Join(Path.PathSeparator, _folder.At("a"), _folder.At("b"));

        Assert.Equal(npm, Executables.Find("npm", path, [".exe", ".cmd"]));
    }

    [Fact]
    public void Find_Nowhere_GivesNothing() => Assert.Null(Executables.Find("npm", _folder.Path, [""]));
}
