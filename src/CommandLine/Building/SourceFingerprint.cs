using System.Security.Cryptography;
using System.Text;

namespace OrleansChat.CommandLine.Building;

/// <summary>
/// Says whether files are the ones that were built last time. It reads contents, because times say nothing after a checkout,
/// and names, because a deleted file changes the outcome too.
/// </summary>
internal static class SourceFingerprint
{
    private static readonly string[] Outputs = ["node_modules", "dist", "coverage", "test-results"];

    /// <summary>Every source under a folder, without what is installed or built there.</summary>
    public static IEnumerable<string> Sources(string folder)
    {
        var here = Directory.EnumerateFiles(folder);
        var beneath = Directory.EnumerateDirectories(folder)
            .Where(child => !Outputs.Contains(Path.GetFileName(child), StringComparer.Ordinal))
            .SelectMany(Sources);
        return here.Concat(beneath);
    }

    public static string Of(string root, IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.Where(File.Exists).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static bool Matches(string stamp, string fingerprint) => File.Exists(stamp) && File.ReadAllText(stamp) == fingerprint;

    public static void Write(string stamp, string fingerprint)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(stamp)!);
        File.WriteAllText(stamp, fingerprint);
    }
}
