using System.Buffers.Text;
using OrleansChat.Gateway.Auth;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class StrictBase64UrlTests
{
    [Fact]
    public void TryDecode_EncodedBytesOfEveryLength_GivesThemBack()
    {
        var random = new Random(7);
        for (var length = 0; length < 200; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);

            Assert.True(StrictBase64Url.TryDecode(Base64Url.EncodeToString(bytes), out var decoded));
            Assert.Equal(bytes, decoded);
        }
    }

    [Theory]
    [InlineData("A")]
    [InlineData("AAAAA")]
    [InlineData("AA==")]
    [InlineData("AA=")]
    [InlineData("AB")] // a bit too many is set
    [InlineData("AAB")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("AA AA")]
    [InlineData("AAA\n")]
    [InlineData("AA+A")]
    [InlineData("AA/A")]
    [InlineData("AA.A")]
    [InlineData("AAÀA")]
    public void TryDecode_AnotherSpelling_IsRefused(string text) => Assert.False(StrictBase64Url.TryDecode(text, out _));
}
