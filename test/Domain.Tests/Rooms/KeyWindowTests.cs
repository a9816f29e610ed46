using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class KeyWindowTests
{
    private const long Start = 1_000_000;

    private static readonly UserId Ann = new("ann");

    private readonly KeyWindow _keys = new(capacity: 3, TimeSpan.FromMilliseconds(100));

    [Fact]
    public void Find_UnknownKey_IsNull()
    {
        Assert.Null(Find("k", "hi", Start, out var differs));
        Assert.False(differs);
    }

    [Fact]
    public void Find_KnownKeySameBody_IsTheAnswerItself()
    {
        var answer = Remember("k", "hi", Start);
        Assert.Equal(answer, Find("k", "hi", Start, out var differs));
        Assert.False(differs);
    }

    [Theory]
    [InlineData("ho")]
    [InlineData("HI")]
    [InlineData("")]
    public void Find_KnownKeyOtherBody_SaysThatItDiffers(string body)
    {
        Remember("k", "hi", Start);
        Assert.NotNull(Find("k", body, Start, out var differs));
        Assert.True(differs);
    }

    [Fact]
    public void Find_KeyThatReadsLikeAnotherUsers_IsNull()
    {
        _keys.Remember(MessageKey.Of(new UserId("ann"), "ak"), "hi", new Posted("1-5", 1, 5, 5, Start, Duplicate: false));
        Assert.Null(_keys.Find(MessageKey.Of(new UserId("anna"), "k"), "hi", Start, out _));
    }

    [Fact]
    public void Find_LongestUserAndKey_IsTheAnswer()
    {
        var (user, key) = (new UserId(new string('u', UserId.MaxLength)), new string('k', 64));
        var answer = new Posted("1-5", 1, 5, 5, Start, Duplicate: false);
        _keys.Remember(MessageKey.Of(user, key), "hi", answer);

        Assert.Equal(answer, _keys.Find(MessageKey.Of(user, key), "hi", Start, out var differs));
        Assert.False(differs);
    }

    [Fact]
    public void Find_AnotherUsersKey_IsNull()
    {
        Remember("k", "hi", Start);
        Assert.Null(_keys.Find(MessageKey.Of(new UserId("bob"), "k"), "hi", Start, out _));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Find_AtTheEndOfItsLife_IsKnownToTheLastMillisecond(int age, bool known)
    {
        Remember("k", "hi", Start);
        Assert.Equal(known, Find("k", "hi", Start + age, out _) is not null);
        Assert.Equal(known ? 1 : 0, _keys.Count);
    }

    [Fact]
    public void Find_KnownKey_DoesNotLengthenItsLife()
    {
        Remember("k", "hi", Start);
        Assert.NotNull(Find("k", "hi", Start + 100, out _));
        Assert.Null(Find("k", "hi", Start + 101, out _));
    }

    [Fact]
    public void Remember_FullWindow_ForgetsTheOldestKeyAlone()
    {
        foreach (var key in new[] { "a", "b", "c", "d" })
        {
            Remember(key, "hi", Start);
        }

        Assert.Equal(3, _keys.Count);
        Assert.Null(Find("a", "hi", Start, out _));
        Assert.All(["b", "c", "d"], key => Assert.NotNull(Find(key, "hi", Start, out _)));
    }

    [Fact]
    public void Remember_AgainAfterItWasForgotten_LivesAnew()
    {
        Remember("k", "hi", Start);
        Assert.Null(Find("k", "ho", Start + 101, out _));
        var second = Remember("k", "ho", Start + 101);
        Assert.Equal(second, Find("k", "ho", Start + 201, out var differs));
        Assert.False(differs);
    }

    [Fact]
    public void Clear_KnownKeys_KnowsNone()
    {
        Remember("k", "hi", Start);
        _keys.Clear();
        Assert.Equal(0, _keys.Count);
        Assert.Null(Find("k", "hi", Start, out _));
    }

    private Posted? Find(string key, string body, long now, out bool differs) => _keys.Find(MessageKey.Of(Ann, key), body, now, out differs);

    private Posted Remember(string key, string body, long at)
    {
        var answer = new Posted($"1-{at}", Epoch: 1, Seq: at, Clock: at, at, Duplicate: false);
        _keys.Remember(MessageKey.Of(Ann, key), body, answer);
        return answer;
    }
}
