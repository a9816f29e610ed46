using System.CommandLine;

namespace OrleansChat.LoadTest.Options;

/// <summary>The option that names servers.</summary>
internal static class UrlOption
{
    public static Option<string[]> Create()
    {
        var option = new Option<string[]>("--url") { Description = "Server; may be given several times.", DefaultValueFactory = _ => ["http://localhost:5000"] };
        option.Validators.Add(result =>
        {
            foreach (var url in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !uri.Scheme.StartsWith("http", StringComparison.Ordinal))
                {
                    result.AddError($"--url '{url}' is not an address such as http://localhost:5000.");
                }
            }
        });
        return option;
    }
}
