using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Auth;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class AuthOptionsTests
{
    private const string GoodKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Fact]
    public void Validate_DevelopmentWithoutSettings_Passes() => Assert.Empty(Faults("Development"));

    [Fact]
    public void Validate_DefaultsOutsideDevelopment_NamesTheSettingsInOneSentence()
    {
        var fault = Assert.Single(Faults("Production"));

        Assert.Contains("Auth:Jwks:Url", fault, StringComparison.Ordinal);
        Assert.Contains("'Production'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_KeyAllowedOutsideDevelopment_Passes() =>
        Assert.Empty(Faults("Production", ("Development:Key", GoodKey), ("Development:Allow", "true"), ("Guests:Enabled", "true")));

    [Fact]
    public void Validate_KeySetByUrl_Passes() => Assert.Empty(Faults("Production", ("Jwks:Url", "https://issuer.test/keys"), ("Issuer", TestToken.Issuer)));

    [Theory]
    [InlineData("Development:Key", GoodKey, "Allow=true")]
    [InlineData("Jwks:Url", "http://issuer.test/keys", "must be an absolute https URL")]
    [InlineData("Jwks:Url", "issuer.test/keys", "must be an absolute https URL")]
    [InlineData("Jwks:Url", "file:///etc/keys", "must be an absolute https URL")]
    [InlineData("Jwks:Url", "https://issuer.test/keys", "Auth:Issuer is empty")]
    [InlineData("Jwks:File", "does-not-exist.json", "Auth:Jwks:File is 'does-not-exist.json'")]
    public void Validate_BadProductionSetting_IsRefused(string name, string value, string fault) =>
        Assert.Contains(Faults("Production", (name, value)), text => text.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("Development:Key", "c2hvcnQ=", "holds 5 bytes")]
    [InlineData("Development:Key", "not base64!", "not base64")]
    [InlineData("Development:KeyFile", "does-not-exist.key", "'does-not-exist.key'")]
    [InlineData("Issuer", "orleanschat-development", "belongs to the development issuer")]
    [InlineData("Audience", "", "Auth:Audience is empty")]
    [InlineData("ClockSkew", "00:00:31", "Auth:ClockSkew is 00:00:31")]
    [InlineData("ClockSkew", "-00:00:01", "Auth:ClockSkew is -00:00:01")]
    [InlineData("TicketLifetime", "00:01:00", "Auth:TicketLifetime is 00:01:00")]
    [InlineData("Jwks:RefreshInterval", "00:00:10", "Auth:Jwks:RefreshInterval is 00:00:10")]
    [InlineData("Guests:TokenLifetime", "30.00:00:00", "Auth:Guests:TokenLifetime is 30.00:00:00")]
    [InlineData("Guests:SignInsPerAddress", "0", "Auth:Guests:SignInsPerAddress is 0")]
    [InlineData("AllowedOrigins:0", "*", "'*'")]
    [InlineData("AllowedOrigins:0", "null", "'null'")]
    [InlineData("AllowedOrigins:0", "https://chat.test/", "'https://chat.test/'")]
    [InlineData("AllowedOrigins:0", "https://chat.test:443", "'https://chat.test:443'")]
    [InlineData("AllowedOrigins:0", "https://*.chat.test", "'https://*.chat.test'")]
    [InlineData("AllowedOrigins:0", "HTTPS://chat.test", "'HTTPS://chat.test'")]
    [InlineData("AllowedOrigins:0", "https://user@chat.test", "'https://user@chat.test'")]
    public void Validate_BadSetting_StatesValueAndRule(string name, string value, string fault) =>
        Assert.Contains(fault, Assert.Single(Faults("Development", (name, value))), StringComparison.Ordinal);

    [Fact]
    public void Validate_BadKey_IsNotRepeated() => Assert.DoesNotContain("c2hvcnQ", Assert.Single(Faults("Development", ("Development:Key", "c2hvcnQ="))), StringComparison.Ordinal);

    [Fact]
    public void Validate_GuestsWithoutTheirIssuer_IsRefused() =>
        Assert.Contains(
            "Auth:Guests:Enabled",
            Assert.Single(Faults("Production", ("Jwks:Url", "https://issuer.test/keys"), ("Issuer", TestToken.Issuer), ("Guests:Enabled", "true"))),
            StringComparison.Ordinal);

    [Fact]
    public void Validate_KeyFile_IsRead()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(file, $"{GoodKey}\n");
        try
        {
            Assert.Empty(Faults("Development", ("Development:KeyFile", file)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string[] Faults(string environment, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Auth:{setting.Name}", (string?)setting.Value)))
            .Build();
        using var services = new ServiceCollection().AddChatAuthentication(configuration, new TestEnvironment(environment)).BuildServiceProvider();
        try
        {
            _ = services.GetRequiredService<IOptions<AuthOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
    }
}
