using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Tests.Runtimes;

public sealed class RememberedRuntimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Props => _folder.At(".chat", "runtime.props");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_ThenRead_GivesTheSame()
    {
        var remembered = new RememberedRuntime(Props);
        Assert.Null(remembered.Read());

        remembered.Write(OrleansRuntime.Microsoft);
        Assert.Equal(OrleansRuntime.Microsoft, remembered.Read());

        remembered.Write(OrleansRuntime.Embedded);
        Assert.Equal(OrleansRuntime.Embedded, new RememberedRuntime(Props).Read());
        Assert.Equal(Props, Assert.Single(Directory.GetFiles(_folder.At(".chat"))));
    }

    [Fact]
    public void Write_SameChoice_LeavesTheFileAlone()
    {
        const string ByHand = "<Project><PropertyGroup><OrleansRuntime>microsoft</OrleansRuntime></PropertyGroup></Project>";
        _folder.Write(ByHand, ".chat/runtime.props");

        new RememberedRuntime(Props).Write(OrleansRuntime.Microsoft);

        Assert.Equal(ByHand, File.ReadAllText(Props));
    }

    [Fact]
    public void Write_BrokenFile_ReplacesIt()
    {
        _folder.Write("<Project><Prop", ".chat/runtime.props");
        var remembered = new RememberedRuntime(Props);

        remembered.Write(OrleansRuntime.Embedded);

        Assert.Equal(OrleansRuntime.Embedded, remembered.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<Project><Prop")]
    [InlineData("<Project />")]
    [InlineData("<Project><OrleansRuntime /></Project>")]
    [InlineData("<Project><OrleansRuntime>Micro</OrleansRuntime></Project>")]
    [InlineData("<Project><OrleansRuntime>Microsoft.Orleans</OrleansRuntime></Project>")]
    [InlineData("<Project><OrleansRuntime>7</OrleansRuntime></Project>")]
    [InlineData("<Project><OrleansRuntime>1</OrleansRuntime></Project>")]
    [InlineData("<Project><OrleansRuntime>Embedded,Microsoft</OrleansRuntime></Project>")]
    public void Read_FileThatNamesNoRuntime_RemembersNothing(string content)
    {
        _folder.Write(content, ".chat/runtime.props");

        Assert.Null(new RememberedRuntime(Props).Read());
    }
}
