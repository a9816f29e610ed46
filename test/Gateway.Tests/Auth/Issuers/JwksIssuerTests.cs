using OrleansChat.Gateway.Auth;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class JwksIssuerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TestValidator _validator = new();

    [Fact]
    public async Task FindKey_KnownKeys_ReadsTheSetOnce()
    {
        for (var round = 0; round < 10; round++)
        {
            Assert.True(await AcceptsAsync(TestToken.Es256(_validator.Now)));
            Assert.True(await AcceptsAsync(TestToken.Rs256(_validator.Now)));
        }

        Assert.Equal(1, _validator.Source.Reads);
    }

    [Fact]
    public async Task FindKey_RotatedKey_IsReadAndTheOldOneIsGone()
    {
        Assert.True(await AcceptsAsync(TestToken.Es256(_validator.Now)));
        _validator.Source.Set = TestKeys.SetOf(TestKeys.Jwk(TestKeys.OtherElliptic, "new"));
        _validator.Time.Advance(Minute);

        Assert.True(await AcceptsAsync(TestToken.Es256(_validator.Now, TestKeys.OtherElliptic).Header("kid", "\"new\"")));
        Assert.False(await AcceptsAsync(TestToken.Es256(_validator.Now)));
    }

    [Fact]
    public async Task FindKey_UnknownKeysWithinAMinute_ReadsOnce()
    {
        for (var second = 0; second < 60; second++)
        {
            Assert.False(await AcceptsAsync(TestToken.Es256(_validator.Now).Header("kid", $"\"forged-{second}\"")));
            Assert.Equal(1, _validator.Source.Reads);
            _validator.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(await AcceptsAsync(TestToken.Es256(_validator.Now).Header("kid", "\"forged\"")));
        Assert.Equal(2, _validator.Source.Reads);
    }

    [Fact]
    public async Task FindKey_ManyUnknownKeysAtOnce_ShareOneRead()
    {
        var gate = new TaskCompletionSource();
        _validator.Source.Gate = gate.Task;

        var waiting = Enumerable.Range(0, 20).Select(_ => AcceptsAsync(TestToken.Es256(_validator.Now))).ToArray();
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        gate.SetResult();

        Assert.All(await Task.WhenAll(waiting), Assert.True);
        Assert.Equal(1, _validator.Source.Reads);
    }

    [Fact]
    public async Task FindKey_CallerGivesUp_TheReadGoesOnForOthers()
    {
        var gate = new TaskCompletionSource();
        _validator.Source.Gate = gate.Task;
        using var cancellation = new CancellationTokenSource();
        var header = new TokenHeader(SignatureAlgorithm.Es256, "ec");

        var impatient = _validator.Issuer.FindKeyAsync(header, cancellation.Token).AsTask();
        var patient = _validator.Issuer.FindKeyAsync(header, CancellationToken.None).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.SetResult();

        Assert.NotNull(await patient);
    }

    [Fact]
    public async Task Refresh_SourceFails_KeepsTheKeys()
    {
        Assert.True(await _validator.Issuer.RefreshAsync());
        _validator.Source.Set = null;

        Assert.False(await _validator.Issuer.RefreshAsync());

        Assert.True(await AcceptsAsync(TestToken.Es256(_validator.Now)));
    }

    [Fact]
    public async Task Refresh_SourceGivesNonsense_KeepsTheKeys()
    {
        Assert.True(await _validator.Issuer.RefreshAsync());
        _validator.Source.Set = "<html>We are down for maintenance.</html>";

        Assert.False(await _validator.Issuer.RefreshAsync());

        Assert.True(await AcceptsAsync(TestToken.Rs256(_validator.Now)));
    }

    [Fact]
    public async Task FindKey_SymmetricAlgorithm_IsNeverUsed()
    {
        Assert.False(_validator.Issuer.Uses(SignatureAlgorithm.Hs256));
        Assert.Null(await _validator.Issuer.FindKeyAsync(new TokenHeader(SignatureAlgorithm.Hs256, "rsa"), CancellationToken.None));
    }

    private async Task<bool> AcceptsAsync(TestToken token) => await _validator.ValidateAsync(token.Build()) is TokenVerdict.Accepted;
}
