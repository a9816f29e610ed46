using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <summary>Bounds guest sign-ins per client address.</summary>
internal sealed class GuestRateLimit(IOptions<AuthOptions> options) : IRateLimiterPolicy<IPAddress>
{
    public const string Name = "guests";

    private const int NetworkBytes = 8;

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = RefuseAsync;

    public RateLimitPartition<IPAddress> GetPartition(HttpContext httpContext)
    {
        var guests = options.Value.Guests;
        return RateLimitPartition.GetFixedWindowLimiter(
            GetNetwork(httpContext.Connection.RemoteIpAddress ?? IPAddress.None),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = guests.SignInsPerAddress, Window = guests.Window, QueueLimit = 0 });
    }

    /// <summary>An IPv6 client commands at least a /64 network of addresses, so that network counts as one.</summary>
    public static IPAddress GetNetwork(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Math.Min(NetworkBytes, bytes.Length)).Clear();
        return new IPAddress(bytes);
    }

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
        context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await ChatProblem
            .Create(StatusCodes.Status429TooManyRequests, ChatErrorCode.RateLimited, "Too many guests came from this address; try again later.", wait)
            .ExecuteAsync(context.HttpContext);
    }
}
