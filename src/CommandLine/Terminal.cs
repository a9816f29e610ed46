using System.Diagnostics;
using System.Globalization;

namespace OrleansChat.CommandLine;

/// <summary>Where a command speaks: plain lines, and one line of progress that counts seconds while somebody watches.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool interactive)
{
    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>A terminal that leaves standard output alone: it shows progress on standard error if somebody watches, else nothing.</summary>
    public Terminal Aside() => new(interactive ? error : TextWriter.Null, error, interactive);

    public void Say(string line) => output.WriteLine(line);

    public void Fail(string line) => error.WriteLine(line);

    /// <summary>Shows "label… 12 s" while the work goes on; a log gets the label at once and the seconds at the end, on one line.</summary>
    public async Task<T> ShowProgressAsync<T>(string label, Func<Task<T>> work)
    {
        var clock = Stopwatch.StartNew();
        output.Write($"{label}…");
        output.Flush();
        var task = StartAsync(work);
        if (interactive)
            await CountSecondsAsync(label, clock, task);

        try
        {
            return await task;
        }
        finally
        {
            output.WriteLine(Line(interactive ? $"\r{label}…" : "", clock));
        }
    }

    /// <summary>Work that fails before its first await fails like any other: after its line has ended.</summary>
    private static async Task<T> StartAsync<T>(Func<Task<T>> work) => await work();

    private async Task CountSecondsAsync(string label, Stopwatch clock, Task task)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await Task.WhenAny(task, timer.WaitForNextTickAsync().AsTask()) != task)
        {
            output.Write(Line($"\r{label}…", clock));
            output.Flush();
        }
    }

    private static string Line(string start, Stopwatch clock) =>
        string.Create(CultureInfo.InvariantCulture, $"{start} {clock.Elapsed.TotalSeconds:0} s");
}
