using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansChat.Bench.Reporting;

/// <summary>Writes a report as JSON and as a page.</summary>
internal static class ReportFiles
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(BenchReport report, BenchOptions options)
    {
        Directory.CreateDirectory(options.Folder);
        await File.WriteAllTextAsync(options.JsonFile, JsonSerializer.Serialize(report, Indented));
        await File.WriteAllTextAsync(options.PageFile, HtmlReport.Render(report));
    }
}
