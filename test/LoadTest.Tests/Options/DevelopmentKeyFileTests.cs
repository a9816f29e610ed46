using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Tests.Options;

public sealed class DevelopmentKeyFileTests
{
    [Fact]
    public void Find_KeySomewhereAbove_IsTheNearest()
    {
        var root = Directory.CreateTempSubdirectory("key-");
        var below = root.CreateSubdirectory("a/b").FullName;
        Assert.Null(DevelopmentKeyFile.Find(below));

        var key = Path.Combine(root.CreateSubdirectory(".chat").FullName, "development.key");
        File.WriteAllText(key, "x");
        Assert.Equal(key, DevelopmentKeyFile.Find(below));

        root.Delete(recursive: true);
    }
}
