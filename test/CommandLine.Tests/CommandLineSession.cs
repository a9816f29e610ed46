namespace OrleansChat.CommandLine.Tests;

/// <summary>The command line over an empty working copy, with what it wrote.</summary>
internal sealed class CommandLineSession : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public TemporaryFolder Folder { get; } = new();

    public string[] Output => Lines(_output);

    public string[] Error => Lines(_error);

    public Task<int> RunAsync(params string[] arguments) =>
        new ChatCommandLine(new Repository(Folder.Path), new Terminal(_output, _error, interactive: false)).RunAsync(arguments, CancellationToken.None);

    public void Dispose()
    {
        Folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private static string[] Lines(StringWriter writer) => writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
