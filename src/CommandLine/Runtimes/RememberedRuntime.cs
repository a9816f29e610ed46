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

            // Enum.TryParse would take numbers and lists too, which MSBuild takes for the name of no runtime.
            return Enum.GetValues<OrleansRuntime>().Cast<OrleansRuntime?>()
                .FirstOrDefault(runtime => string.Equals(runtime.ToString(), value, StringComparison.OrdinalIgnoreCase));
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
