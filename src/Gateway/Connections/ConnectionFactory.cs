using Microsoft.AspNetCore.Authentication;
using OrleansChat.Gateway.Auth;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Connections;

/// <summary>Makes the connection of an authenticated request, over whatever it writes to.</summary>
internal sealed class ConnectionFactory(GatewayIdentity identity, SlowReaders slowReaders)
{
    private long _lastNumber;

    public ClientConnection Create(HttpContext context, IFrameWriter writer)
    {
        var id = new ConnectionId(identity.Id, Interlocked.Increment(ref _lastNumber));
        var user = context.User.GetUser();
        var expiresAt = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        return new ClientConnection(id, new Person(new UserId(user.Id), user.Name), expiresAt, new Outbox(writer, slowReaders)) { Role = context.User.GetRole() };
    }
}
