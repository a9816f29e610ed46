using System.Buffers.Text;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Auth;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class AccessTokenValidatorTests
{
    private readonly TestValidator _validator = new();

    public static TheoryData<string> ForgedNames => [.. ForgedTokens.At(new FakeTime().GetUtcNow()).Keys];

    [Theory]
    [MemberData(nameof(ForgedNames))]
    public async Task ValidateAsync_ForgedToken_IsRefusedForItsReason(string name)
    {
        var (token, reason) = ForgedTokens.At(_validator.Now)[name];

        var refused = Assert.IsType<TokenVerdict.Refused>(await _validator.ValidateAsync(token));

        Assert.Equal(ChatErrorCode.Unauthenticated, refused.Code);
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValidateAsync_GoodTokenOfEachAlgorithm_IsAccepted()
    {
        string[] tokens =
        [
            TestToken.Hs256(_validator.Now).Build(), TestToken.Es256(_validator.Now).Build(), TestToken.Rs256(_validator.Now).Build(), TestToken.Ps256(_validator.Now).Build(),
        ];

        foreach (var token in tokens)
        {
            var accepted = Assert.IsType<TokenVerdict.Accepted>(await _validator.ValidateAsync(token));
            Assert.Equal(new AuthenticatedUser(new UserInfo("ann", "Ann"), _validator.Now.AddSeconds(600)), accepted.Bearer);
        }
    }

    [Fact]
    public async Task ValidateAsync_TokenOfTheContracts_IsAccepted()
    {
        var user = new UserInfo("guest-1", "Ånn <3");

        var token = DevelopmentToken.Create(TestKeys.Secret, user, _validator.Now, TimeSpan.FromHours(1));

        Assert.Equal(user, Assert.IsType<TokenVerdict.Accepted>(await _validator.ValidateAsync(token)).Bearer.User);
    }

    [Theory]
    [InlineData("member", RoomRole.Member)]
    [InlineData("moderator", RoomRole.Moderator)]
    [InlineData("admin", RoomRole.Admin)]
    public async Task ValidateAsync_Role_IsTheBearers(string role, RoomRole expected)
    {
        var token = DevelopmentToken.Create(TestKeys.Secret, new UserInfo("ann", "Ann"), _validator.Now, TimeSpan.FromHours(1), role);

        Assert.Equal(expected, Assert.IsType<TokenVerdict.Accepted>(await _validator.ValidateAsync(token)).Bearer.Role);
    }

    [Fact]
    public async Task ValidateAsync_TypeJwt_IsAccepted() => await AssertAcceptedAsync(TestToken.Es256(_validator.Now).Header("typ", "\"JWT\""));

    [Fact]
    public async Task ValidateAsync_AudienceArrayWithOurs_IsAccepted() =>
        await AssertAcceptedAsync(TestToken.Es256(_validator.Now).Claim("aud", "[\"billing\",\"orleanschat\"]"));

    [Fact]
    public async Task ValidateAsync_NoKeyIdAndOneKeyFits_IsAccepted() => await AssertAcceptedAsync(TestToken.Es256(_validator.Now).Header("kid", null));

    [Fact]
    public async Task ValidateAsync_NoKeyIdAndTwoKeysFit_IsRefused()
    {
        var validator = new TestValidator(TestKeys.SetOf(TestKeys.Jwk(TestKeys.Elliptic, "one"), TestKeys.Jwk(TestKeys.OtherElliptic, "two")));

        var verdict = await validator.ValidateAsync(TestToken.Es256(validator.Now).Header("kid", null).Build());

        Assert.IsType<TokenVerdict.Refused>(verdict);
    }

    [Fact]
    public async Task ValidateAsync_NoTimesButExpiry_IsAccepted() =>
        await AssertAcceptedAsync(TestToken.Es256(_validator.Now).Claim("nbf", null).Claim("iat", null));

    [Fact]
    public async Task ValidateAsync_ClockAheadByTheSkew_IsAccepted()
    {
        var ahead = $"{_validator.Now.ToUnixTimeSeconds() + 30}";

        await AssertAcceptedAsync(TestToken.Es256(_validator.Now).Claim("nbf", ahead).Claim("iat", ahead));
    }

    [Fact]
    public async Task ValidateAsync_LastMomentBeforeExpiry_IsAccepted()
    {
        var token = TestToken.Es256(_validator.Now);
        _validator.Time.Advance(TimeSpan.FromSeconds(600) - TimeSpan.FromTicks(1));

        await AssertAcceptedAsync(token);
    }

    [Fact]
    public async Task ValidateAsync_AtExpiry_IsRefusedAsExpired()
    {
        var token = TestToken.Es256(_validator.Now).Build();
        _validator.Time.Advance(TimeSpan.FromSeconds(600));

        var refused = Assert.IsType<TokenVerdict.Refused>(await _validator.ValidateAsync(token));

        Assert.Equal(ChatErrorCode.TokenExpired, refused.Code);
    }

    [Fact]
    public async Task ValidateAsync_ExpiredAndForged_IsRefusedAsForged()
    {
        var token = TestToken.Es256(_validator.Now, TestKeys.OtherElliptic).Build();
        _validator.Time.Advance(TimeSpan.FromHours(1));

        var refused = Assert.IsType<TokenVerdict.Refused>(await _validator.ValidateAsync(token));

        Assert.Equal(ChatErrorCode.Unauthenticated, refused.Code);
    }

    [Fact]
    public async Task ValidateAsync_NoName_ShowsTheSubject()
    {
        var accepted = Assert.IsType<TokenVerdict.Accepted>(await _validator.ValidateAsync(TestToken.Es256(_validator.Now).Claim("name", null).Build()));

        Assert.Equal("ann", accepted.Bearer.User.Name);
    }

    [Fact]
    public async Task ValidateAsync_LongestSubject_IsAccepted() =>
        await AssertAcceptedAsync(TestToken.Es256(_validator.Now).Claim("sub", $"\"auth0|{new string('~', 58)}\""));

    [Fact]
    public async Task ValidateAsync_AnyCharacterChanged_IsRefused()
    {
        var good = TestToken.Hs256(_validator.Now).Build();
        for (var position = 0; position < good.Length; position++)
        {
            var changed = good.ToCharArray();
            changed[position] = changed[position] == 'A' ? 'B' : 'A';

            Assert.IsType<TokenVerdict.Refused>(await _validator.ValidateAsync(new string(changed)));
        }
    }

    [Fact]
    public async Task ValidateAsync_Refusal_HoldsNothingOfTheToken()
    {
        foreach (var (token, _) in ForgedTokens.At(_validator.Now).Values)
        {
            var refused = Assert.IsType<TokenVerdict.Refused>(await _validator.ValidateAsync(token));

            Assert.DoesNotContain(token.Split('.'), part => part.Length > 3 && refused.Reason.Contains(part, StringComparison.Ordinal));
            Assert.DoesNotContain("attacker", refused.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain('"', refused.Reason);
        }
    }

    [Fact]
    public async Task ValidateAsync_RandomBytesAsParts_NeverThrows()
    {
        var random = new Random(20301);
        for (var round = 0; round < 2_000; round++)
        {
            var parts = Enumerable.Range(0, 3).Select(_ =>
            {
                var bytes = new byte[random.Next(40)];
                random.NextBytes(bytes);
                return Base64Url.EncodeToString(bytes);
            });

            Assert.IsType<TokenVerdict.Refused>(await _validator.ValidateAsync(string.Join('.', parts)));
        }
    }

    private async Task AssertAcceptedAsync(TestToken token) => Assert.IsType<TokenVerdict.Accepted>(await _validator.ValidateAsync(token.Build()));
}
