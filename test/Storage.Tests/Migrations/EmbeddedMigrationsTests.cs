using OrleansChat.Storage.Migrations;

namespace OrleansChat.Storage.Tests.Migrations;

public sealed class EmbeddedMigrationsTests
{
    [Fact]
    public void All_ThisAssembly_StartsWithTheEpochs()
    {
        var first = EmbeddedMigrations.All[0];
        Assert.Equal((1, "0001_epochs"), (first.Number, first.Name));
        Assert.Contains("CREATE TABLE epochs", first.Sql);
    }

    [Fact]
    public void Order_AnyOrder_SortsByNumber() =>
        Assert.Equal([1, 2, 3], EmbeddedMigrations.Order([Numbered(3), Numbered(1), Numbered(2)]).Select(migration => migration.Number));

    [Theory]
    [InlineData(1, 3)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    public void Order_GapOrTwiceOrZero_Throws(int first, int second) =>
        Assert.Throws<MigrationException>(() => EmbeddedMigrations.Order([Numbered(first), Numbered(second)]));

    [Fact]
    public void Checksum_OtherLineEndings_IsTheSame() =>
        Assert.Equal(new Migration(1, "a", "SELECT 1;\nSELECT 2;").Checksum, new Migration(1, "a", "SELECT 1;\r\nSELECT 2;").Checksum);

    [Fact]
    public void Checksum_OtherStatement_Differs() =>
        Assert.NotEqual(new Migration(1, "a", "SELECT 1;").Checksum, new Migration(1, "a", "SELECT 2;").Checksum);

    private static Migration Numbered(int number) => new(number, $"{number:D4}_test", "SELECT 1");
}
