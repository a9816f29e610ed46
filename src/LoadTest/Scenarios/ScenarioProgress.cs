using Spectre.Console;

namespace OrleansChat.LoadTest.Scenarios;

/// <summary>Shows how a scenario goes: what is being done, and how it stands, in a line that renews itself on a terminal.</summary>
internal sealed class ScenarioProgress(IAnsiConsole console)
{
    private StatusContext? _status;

    /// <summary>Does the work with the live line around it, where the console can show one.</summary>
    public async Task<T> AroundAsync<T>(Func<Task<T>> work)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            return await work();
        }

        return await console.Status().StartAsync("connecting", status =>
        {
            _status = status;
            return work();
        });
    }

    /// <summary>Something is settled; the line stays.</summary>
    public void Note(string line) => console.WriteLine(line);

    /// <summary>How it stands at this moment; shown on a terminal alone.</summary>
    public void Show(string line)
    {
        if (_status is { } status)
        {
            status.Status = Markup.Escape(line);
        }
    }
}
