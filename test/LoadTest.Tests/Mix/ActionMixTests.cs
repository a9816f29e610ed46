using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Tests.Mix;

public sealed class ActionMixTests
{
    [Fact]
    public void TryParse_WhatAMixSaysOfItself_IsThatMix()
    {
        Assert.Equal("send=70,typing=10,read=10,react=5,edit=3,rejoin=2", ActionMix.Default.ToString());
        Assert.True(ActionMix.TryParse(ActionMix.Default.ToString(), out var mix, out _));
        Assert.Equal(ActionMix.Default, mix);
    }

    [Fact]
    public void TryParse_SomeKindsInAnyOrder_LeavesTheOthersOut()
    {
        Assert.True(ActionMix.TryParse("edit=10, send = 90,typing=0", out var mix, out _));
        Assert.Equal(new ActionMix(Send: 90, Typing: 0, Read: 0, React: 0, Edit: 10, Rejoin: 0), mix);
        Assert.Equal("send=90,edit=10", mix.ToString());
    }

    [Theory]
    [InlineData("send=90,shout=10", "--mix has 'shout=10'; each part is a share of send, typing, read, react, edit, rejoin, such as send=70,typing=10,read=10,react=5,edit=3,rejoin=2.")]
    [InlineData("send", "--mix has 'send'; each part is a share of send, typing, read, react, edit, rejoin, such as send=70,typing=10,read=10,react=5,edit=3,rejoin=2.")]
    [InlineData("send=100,", "--mix has ''; each part is a share of send, typing, read, react, edit, rejoin, such as send=70,typing=10,read=10,react=5,edit=3,rejoin=2.")]
    [InlineData("send=110,edit=-10", "--mix has 'send=110'; a share must be a whole number of percent from 0 to 100.")]
    [InlineData("edit=-10,send=100", "--mix has 'edit=-10'; a share must be a whole number of percent from 0 to 100.")]
    [InlineData("send=99.5", "--mix has 'send=99.5'; a share must be a whole number of percent from 0 to 100.")]
    [InlineData("send=50,send=50", "--mix names send twice; name it once.")]
    [InlineData("send=70,read=20", "--mix adds up to 90; the shares must add up to 100: add 10.")]
    [InlineData("send=70,read=40", "--mix adds up to 110; the shares must add up to 100: take 10 away.")]
    [InlineData("read=100", "--mix has no share of send; give it one, as without messages there is nothing to read, to edit or to react to.")]
    public void TryParse_AnythingElse_SaysWhatToChange(string text, string wanted)
    {
        Assert.False(ActionMix.TryParse(text, out var mix, out var error));
        Assert.Null(mix);
        Assert.Equal(wanted, error);
    }

    [Fact]
    public void Check_RoomsOfOneThatAreLeft_SaysWhatToChange()
    {
        Assert.Contains("set --users to 2 or more", Assert.Throws<LoadException>(() => ActionMix.Check(Options(users: 1))).Message, StringComparison.Ordinal);
        ActionMix.Check(Options(users: 2));
        ActionMix.Check(Options(users: 1) with { Mix = ActionMix.Default with { Send = 72, Rejoin = 0 } });
        ActionMix.Check(Options(users: 1) with { Mix = null });
    }

    [Fact]
    public void Check_ServersThatAreKilled_SaysWhatToChange()
    {
        Assert.Contains("leave out --reconnect", Assert.Throws<LoadException>(() => ActionMix.Check(Options(users: 2) with { Reconnect = true })).Message, StringComparison.Ordinal);
        ActionMix.Check(Options(users: 2) with { Reconnect = true, Mix = null });
    }

    private static LoadOptions Options(int users) => new() { Urls = [], JsonFile = "", ReportFile = "", Users = users, Mix = ActionMix.Default };
}
