using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Tests.Runtimes;

public sealed class RememberedRuntimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_NoFile_RemembersNothing() => Assert.Null(new RememberedRuntime(_folder.At("runtime.props")).Read());

    [Theory]
    [InlineData("")]
    [InlineData("<Project>")]
    [InlineData("<Project><PropertyGroup><OrleansRuntime>Other</OrleansRuntime></PropertyGroup></Project>")]
    [InlineData("<Project><PropertyGroup><OrleansRuntime>7</OrleansRuntime></PropertyGroup></Project>")]
    public void Read_UselessFile_RemembersNothing(string text) =>
        Assert.Null(new RememberedRuntime(_folder.Write(text, "runtime.props")).Read());

    [Fact]
    public void Write_Twice_KeepsTheSecondAndNoOtherFile()
    {
        var remembered = new RememberedRuntime(_folder.At(".chat", "runtime.props"));
        remembered.Write(OrleansRuntime.Microsoft);
        remembered.Write(OrleansRuntime.Embedded);

        Assert.Equal(OrleansRuntime.Embedded, remembered.Read());
        Assert.Equal("runtime.props", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder.At(".chat")))));
    }
}
