using System.Xml;
using System.Xml.Linq;

namespace OrleansChat.CommandLine.Runtimes;

/// <summary>The choice kept between runs: a file that git ignores and eng/Orleans.props imports, so that every build here follows it.</summary>
internal sealed class RememberedRuntime(string file)
{
    public OrleansRuntime? Read()
    {
        try
        {
            var value = XDocument.Load(file).Descendants(nameof(OrleansRuntime)).FirstOrDefault()?.Value;
            return Enum.TryParse<OrleansRuntime>(value, ignoreCase: true, out var runtime) && Enum.IsDefined(runtime) ? runtime : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or XmlException)
        {
            // No file, or one that nobody can use: nothing is remembered, and the next choice is written over it.
            return null;
        }
    }

    public void Write(OrleansRuntime runtime)
    {
        if (Read() == runtime)
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // A build that runs meanwhile must never import half a file.
        var draft = $"{file}.{Environment.ProcessId}";
        File.WriteAllText(draft, $"""
            <Project>
              <!-- The choice of `dotnet chat.cs`. Delete this file to choose anew. -->
              <PropertyGroup>
                <OrleansRuntime Condition="'$(OrleansRuntime)' == ''">{runtime}</OrleansRuntime>
              </PropertyGroup>
            </Project>

            """);
        File.Move(draft, file, overwrite: true);
    }
}
