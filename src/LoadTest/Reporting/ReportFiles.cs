using System.Text.Json;
using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>Writes a report as JSON and as a page.</summary>
internal static class ReportFiles
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(LoadReport report, LoadOptions options)
    {
        await WriteAsync(options.JsonFile, JsonSerializer.Serialize(report, Indented));
        await WriteAsync(options.ReportFile, HtmlReport.Render(report));
    }

    /// <summary>Writes figures of another shape as JSON.</summary>
    public static Task WriteFiguresAsync<T>(string file, T figures) => WriteAsync(file, JsonSerializer.Serialize(figures, Indented));

    private static async Task WriteAsync(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, text);
    }
}
