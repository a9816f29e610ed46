using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrleansChat.CommandLine.Tests.Commands;

public sealed class TokenCommandTests : IDisposable
{
    private readonly CommandLineSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Token_CountGiven_PrintsSoManyTokensOfDifferentUsersAndNothingElse()
    {
        Assert.Equal(0, await _session.RunAsync("token", "--count", "50"));
        Assert.Equal(0, await _session.RunAsync("token", "--count", "50"));

        Assert.Equal(100, _session.Output.Select(token => Claims(token).GetProperty("sub").GetString()).Distinct().Count());
        Assert.Empty(_session.Error);
    }

    [Fact]
    public async Task Token_Made_IsSignedWithTheKeyInTheFile()
    {
        await _session.RunAsync("token");

        var key = Convert.FromBase64String(File.ReadAllText(_session.Folder.At(".chat", "development.key")).Trim());
        var parts = Assert.Single(_session.Output).Split('.');
        var expected = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        Assert.Equal(expected, Base64Url.DecodeFromChars(parts[2]));
    }

    [Fact]
    public async Task Token_Made_IsForTheDevelopmentIssuerAndADay()
    {
        await _session.RunAsync("token", "--name", "Ann");

        var claims = Claims(Assert.Single(_session.Output));
        Assert.Equal("orleanschat-development", claims.GetProperty("iss").GetString());
        Assert.Equal("orleanschat", claims.GetProperty("aud").GetString());
        Assert.Equal("Ann", claims.GetProperty("name").GetString());
        Assert.Equal(TimeSpan.FromHours(24).TotalSeconds, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task Token_SeveralWithOneName_NumbersTheNames()
    {
        await _session.RunAsync("token", "--name", "Ann", "--count", "2");

        Assert.Equal(["Ann 1", "Ann 2"], _session.Output.Select(token => Claims(token).GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Token_KeyFileIsNoKey_SaysSoInOneLine()
    {
        _session.Folder.Write("not a key", ".chat", "development.key");

        Assert.Equal(1, await _session.RunAsync("token"));

        Assert.Contains("delete it to have a new one made", Assert.Single(_session.Error), StringComparison.Ordinal);
        Assert.Empty(_session.Output);
    }

    private static JsonElement Claims(string token) => JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Split('.')[1]));
}
