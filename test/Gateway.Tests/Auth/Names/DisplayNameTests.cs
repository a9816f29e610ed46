using OrleansChat.Gateway.Auth;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class DisplayNameTests
{
    [Theory]
    [InlineData("Ann", "Ann")]
    [InlineData("  Ann Lee \t", "Ann Lee")]
    [InlineData("\u0141ukasz \u00c5ngstr\u00f6m", "\u0141ukasz \u00c5ngstr\u00f6m")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("A\u030a", "\u00c5")]
    [InlineData("\u212b", "\u00c5")] // the Ångström sign is the letter
    [InlineData("\u1100\u1161\u11a8", "\uac01")] // Hangul
    [InlineData("q\u0307\u0323", "q\u0323\u0307")] // marks in canonical order
    [InlineData("\u0958", "\u0915\u093c")] // excluded from composition
    [InlineData("\u5f20\u4f1f", "\u5f20\u4f1f")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")] // text is text; pages show it as text
    [InlineData("Ann \U0001F600", "Ann \U0001F600")]
    [InlineData("\u2764\ufe0f", "\u2764\ufe0f")]
    public void TryNormalise_Name_IsTrimmedAndComposed(string text, string expected)
    {
        Assert.True(DisplayName.TryNormalise(text, out var name));
        Assert.Equal(expected, name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u00adb")]
    [InlineData("a\u061cb")]
    [InlineData("a\u200bb")]
    [InlineData("a\u200cb")]
    [InlineData("a\u200db")]
    [InlineData("a\u200eb")]
    [InlineData("a\u2028b")]
    [InlineData("a\u2029b")]
    [InlineData("a\u202eb")]
    [InlineData("a\u2060b")]
    [InlineData("a\u2066b")]
    [InlineData("a\ufeffb")]
    [InlineData("\u3164")]
    [InlineData("\u2800")]
    [InlineData("a\ue000b")]
    [InlineData("a\U000e0041b")]
    public void TryNormalise_NameThatMisleads_IsRefused(string? text) => Assert.False(DisplayName.TryNormalise(text, out _));

    [Fact]
    public void TryNormalise_LoneSurrogate_IsRefused() => Assert.False(DisplayName.TryNormalise("a" + (char)0xd800, out _));

    [Fact]
    public void TryNormalise_LengthAtTheLimit_CountsComposedCharacters()
    {
        Assert.True(DisplayName.TryNormalise(new string('a', 64), out _));
        Assert.False(DisplayName.TryNormalise(new string('a', 65), out _));
        Assert.True(DisplayName.TryNormalise(string.Concat(Enumerable.Repeat("e\u0301", 64)), out var name));
        Assert.Equal(new string('\u00e9', 64), name);
    }
}
