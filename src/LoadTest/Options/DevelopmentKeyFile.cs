namespace OrleansChat.LoadTest.Options;

/// <summary>The development key that a server started from the working copy leaves there.</summary>
internal static class DevelopmentKeyFile
{
    /// <summary>Looks for <c>.chat/development.key</c> in a directory and above it.</summary>
    public static string? Find(string directory)
    {
        for (var place = new DirectoryInfo(directory); place is not null; place = place.Parent)
        {
            var file = Path.Combine(place.FullName, ".chat", "development.key");
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }
}
