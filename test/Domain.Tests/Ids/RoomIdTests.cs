using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Ids;

public sealed class RoomIdTests
{
    [Theory]
    [InlineData("ROOM", "ROOM")]
    [InlineData("room", "ROOM")]
    [InlineData("  rOOm \t\n", "ROOM")]
    [InlineData("\u00a0room\u3000", "ROOM")]
    [InlineData("a-b_c.9", "A-B_C.9")]
    [InlineData("i", "I")]
    [InlineData("0", "0")]
    [InlineData("..", "..")]
    public void TryParse_ValidCode_IsTrimmedAndUpperCased(string code, string expected)
    {
        Assert.True(RoomId.TryParse(code, out var room));
        Assert.Equal(expected, room.Value);
        Assert.Equal(expected, room.ToString());
        Assert.Equal(room, RoomId.Parse(expected));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a:b")]
    [InlineData("a%20b")]
    [InlineData("a\0")]
    [InlineData("\0")]
    [InlineData("a\nb")]
    [InlineData("ı")]
    [InlineData("İ")]
    [InlineData("ß")]
    [InlineData("ſ")]
    [InlineData("\u212a")]
    [InlineData("ＲＯＯＭ")]
    [InlineData("ｒｏｏｍ")]
    [InlineData("é")]
    [InlineData("e\u0301")]
    [InlineData("А")]
    [InlineData("٣")]
    [InlineData("a\u200db")]
    [InlineData("\ufeffroom")]
    [InlineData("\ud83d\ude00")]
    [InlineData("\ud83d")]
    public void TryParse_InvalidCode_IsRefused(string? code)
    {
        Assert.False(RoomId.TryParse(code, out var room));
        Assert.Equal(default, room);
    }

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(64, 0, true)]
    [InlineData(65, 0, false)]
    [InlineData(64, 192, true)]
    [InlineData(64, 193, false)]
    [InlineData(1_000_000, 0, false)]
    public void TryParse_Length_CountsWithoutTheSpaceAround(int letters, int spaces, bool valid)
    {
        var code = new string('a', letters) + new string(' ', spaces);
        Assert.Equal(valid, RoomId.TryParse(code, out _));
    }

    [Fact]
    public void TryParse_NormalisedCode_IsItself()
    {
        var room = RoomId.Parse(" my-room.7_x ");
        Assert.Equal(room, RoomId.Parse(room.Value));
    }

    [Fact]
    public void Parse_InvalidCode_NamesTheCodeAndTheRule()
    {
        var exception = Assert.Throws<FormatException>(() => RoomId.Parse("a b"));
        Assert.Equal($"'a b' is not a room code: {RoomId.Rule}.", exception.Message);
    }
}
