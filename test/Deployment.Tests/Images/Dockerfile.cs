using System.Text.RegularExpressions;
using OrleansChat.Deployment.Tests.Files;

namespace OrleansChat.Deployment.Tests.Images;

/// <summary>The instructions of <c>deploy/Dockerfile</c>, continued lines joined, comments left out.</summary>
internal static partial class Dockerfile
{
    public static IReadOnlyList<Instruction> Instructions { get; } =
    [
        .. Continuation().Replace(Checkout.Read("deploy/Dockerfile"), " ").Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
            .Select(parts => new Instruction(parts[0].ToUpperInvariant(), parts[1])),
    ];

    /// <summary>What follows the last FROM, with it: the stage that becomes the image.</summary>
    public static IReadOnlyList<Instruction> FinalStage { get; } =
        [.. Instructions.Skip(Instructions.Select((instruction, index) => instruction.Name == "FROM" ? index : 0).Max())];

    [GeneratedRegex(@"\\\s*\n\s*")]
    private static partial Regex Continuation();
}
