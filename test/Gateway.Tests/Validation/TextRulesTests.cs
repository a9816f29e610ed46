using OrleansChat.Contracts;
using OrleansChat.Gateway.Validation;

namespace OrleansChat.Gateway.Tests.Validation;

public sealed class TextRulesTests
{
    private const int Limit = 10;

    public static TheoryData<string?, string?> Bodies => new()
    {
        { "hi", null },
        { new string('x', Limit), null },
        { new string('x', Limit + 1), ChatErrorCode.TooLarge },
        { new string('\u4e00', Limit), null },
        { new string('\u4e00', Limit + 1), ChatErrorCode.TooLarge },
        { Repeat("\U0001F600", Limit), null },
        { Repeat("\U0001F600", Limit + 1), ChatErrorCode.TooLarge },
        { Repeat("e\u0301", Limit), null },
        { Repeat("e\u0301", Limit + 1), ChatErrorCode.TooLarge },
        { Repeat("👨‍👩‍👧‍👦", Limit), null },
        { Repeat("🇩🇪", Limit), null },
        { Repeat("\U0001F600\u200d", Limit * 20), ChatErrorCode.TooLarge },
        { null, ChatErrorCode.BadRequest },
        { "", ChatErrorCode.BadRequest },
        { " ", ChatErrorCode.BadRequest },
        { "\t\n", ChatErrorCode.BadRequest },
        { "\u2003\u3000\u00a0", ChatErrorCode.BadRequest },
        { "\u200b\u200d\ufeff \u2060", ChatErrorCode.BadRequest },
        { "\u3164\u2800", ChatErrorCode.BadRequest },
        { " x ", null },
        { "a\nb\tc", null },
        { "a\rb", ChatErrorCode.BadRequest },
        { "a\0b", ChatErrorCode.BadRequest },
        { "\u0007", ChatErrorCode.BadRequest },
        { "a\u001fb", ChatErrorCode.BadRequest },
        { "a\u007fb", ChatErrorCode.BadRequest },
        { "a\u0080b", ChatErrorCode.BadRequest },
        { "a\u009fb", ChatErrorCode.BadRequest },
        { "a\u00a0b", null },
        { "e" + new string('\u0301', 16), null },
        { "e" + new string('\u0301', 17), ChatErrorCode.BadRequest },
        { "e" + new string('\u20dd', 17), ChatErrorCode.BadRequest },
        { new string('\u0301', 17), ChatErrorCode.BadRequest },
        { $"e{new string('\u0301', 16)}e{new string('\u0301', 16)}", null },
        { "\u202eabc", null },
        { "<b>&amp;</b>"[..Limit], null },
    };

    public static TheoryData<string?, bool> Keys => new()
    {
        { "k", true },
        { "0190b5e0-7c3a-7bbd-8c5e-4f2a7f1e9d11", true },
        { "!~", true },
        { new string('k', 64), true },
        { new string('k', 65), false },
        { "", false },
        { null, false },
        { " ", false },
        { "a b", false },
        { "a\tb", false },
        { "a\0", false },
        { "\u007f", false },
        { "ключ", false },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void CheckBody_Text_IsJudged(string? body, string? code) => Assert.Equal(code, TextRules.CheckBody(body, Limit)?.Code);

    [Theory]
    [MemberData(nameof(Keys))]
    public void CheckKey_Text_IsJudged(string? key, bool isGood) => Assert.Equal(isGood ? null : ChatErrorCode.BadRequest, TextRules.CheckKey(key)?.Code);

    /// <summary>Named by their code units, because a test's arguments cannot hold half a pair.</summary>
    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    [InlineData(0x61, 0xD83D)]
    [InlineData(0xD83D, 0x61)]
    [InlineData(0xDE00, 0xD83D)]
    public void Check_HalfASurrogatePair_IsRefused(params int[] units)
    {
        var text = string.Concat(units.Select(unit => (char)unit));

        Assert.Equal(ChatErrorCode.BadRequest, TextRules.CheckBody(text, Limit)?.Code);
        Assert.Equal(ChatErrorCode.BadRequest, TextRules.CheckKey(text)?.Code);
        Assert.Equal(ChatErrorCode.BadRequest, TextRules.CheckStatusText(text)?.Code);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData("in a <b>class</b>", null)]
    [InlineData("🎉 party", null)]
    [InlineData("two\nlines", ChatErrorCode.BadRequest)]
    [InlineData("a\ttab", ChatErrorCode.BadRequest)]
    [InlineData("bell \u0007", ChatErrorCode.BadRequest)]
    public void CheckStatusText_Text_IsJudged(string? text, string? code) => Assert.Equal(code, TextRules.CheckStatusText(text)?.Code);

    [Fact]
    public void CheckStatusText_TooLong_NamesTheLimit()
    {
        Assert.Null(TextRules.CheckStatusText(new string('x', 140)));
        Assert.Equal((ChatErrorCode.TooLarge, 140), (TextRules.CheckStatusText(new string('x', 141))!.Code, TextRules.CheckStatusText(new string('x', 141))!.Limit));
    }

    [Fact]
    public void CheckBody_TooLong_NamesTheLimit() => Assert.Equal(Limit, TextRules.CheckBody(new string('x', 11), Limit)!.Limit);

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
