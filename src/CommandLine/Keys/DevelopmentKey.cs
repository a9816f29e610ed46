using System.Security.Cryptography;
using OrleansChat.Contracts;

namespace OrleansChat.CommandLine.Keys;

/// <summary>The key of the development issuer on this machine: made on first use, in a file that git ignores and only its owner may read.</summary>
internal static class DevelopmentKey
{
    public static byte[] ReadOrCreate(string file)
    {
        if (!File.Exists(file))
            Create(file);

        var text = File.ReadAllText(file).Trim();
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length >= DevelopmentToken.MinimumKeyBytes
            ? key[..length]
            : throw new CommandFailedException($"{file} is not a key of at least {DevelopmentToken.MinimumKeyBytes} bytes in base64; delete it to have a new one made.");
    }

    private static void Create(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // On Windows the file takes the folder's access list, which a user's own folders restrict already.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        // Two commands may start at once: each writes a whole file of its own, and the first to give it its name wins.
        var draft = $"{file}.{Guid.NewGuid():N}";
        using (var writer = new StreamWriter(draft, options))
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(DevelopmentToken.MinimumKeyBytes)));

        try
        {
            File.Move(draft, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
