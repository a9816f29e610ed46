namespace OrleansChat.Gateway.Auth;

/// <summary>Guest sign-in, <c>POST /api/v1/auth/guest</c>, bound from <c>Auth:Guests</c>.</summary>
public sealed class GuestOptions
{
    /// <summary>Whether anybody may sign in with nothing but a name. Needs the development issuer. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>How long a guest's token is valid; 1 minute to 7 days, default 12 hours.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// Sign-ins that one client address (IPv6: one /64 network) may make in a <see cref="Window"/>; 1 to 10,000,000. Default 20,000, because a
    /// whole school can be behind one address.
    /// </summary>
    public int SignInsPerAddress { get; set; } = 20_000;

    /// <summary>The window of <see cref="SignInsPerAddress"/>; 1 second to 1 day, default 1 minute.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);
}
