using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <summary>Who is let in, bound from the section <c>Auth</c>. Two issuers can be trusted at once: a production one and the development one.</summary>
public sealed class AuthOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Auth";

    /// <summary>Longest <see cref="ClockSkew"/>.</summary>
    public static readonly TimeSpan MaximumClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Longest <see cref="TicketLifetime"/>.</summary>
    public static readonly TimeSpan MaximumTicketLifetime = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The production issuer, compared exactly with <c>iss</c>. Needed where <see cref="Jwks"/> is configured; no default. The development
    /// issuer's name is fixed (<see cref="DevelopmentToken.Issuer"/>) and may not be used here.
    /// </summary>
    public string? Issuer { get; set; }

    /// <summary>What the production issuer's <c>aud</c> must hold. Default <c>orleanschat</c>, which is also, always, the development issuer's.</summary>
    public string Audience { get; set; } = DevelopmentToken.Audience;

    /// <summary>
    /// How far the issuer's clock may be ahead when <c>nbf</c> and <c>iat</c> are checked; 0 to 30 seconds, default 30 seconds. <c>exp</c> has no
    /// such tolerance: a token that is over is over.
    /// </summary>
    public TimeSpan ClockSkew { get; set; } = MaximumClockSkew;

    /// <summary>How long a connection ticket lives; more than 0, at most 30 seconds, which is the default.</summary>
    public TimeSpan TicketLifetime { get; set; } = MaximumTicketLifetime;

    /// <summary>
    /// The origins (<c>https://chat.example.org</c>, without a trailing slash) whose pages may open the hub. Default none, which admits only the
    /// origin that the request itself was sent to; where any is named, only the named ones are admitted.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The production issuer's keys.</summary>
    public JwksOptions Jwks { get; } = new();

    /// <summary>The development issuer's key.</summary>
    public DevelopmentOptions Development { get; } = new();

    /// <summary>Guest sign-in.</summary>
    public GuestOptions Guests { get; } = new();
}
