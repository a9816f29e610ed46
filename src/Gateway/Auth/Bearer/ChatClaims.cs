using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Auth;

/// <summary>How the authenticated user travels through ASP.NET Core.</summary>
internal static class ChatClaims
{
    public const string Subject = "sub";
    public const string Name = "name";
    public const string Role = "role";

    /// <summary>The expiry goes into the properties, where SignalR's <c>CloseOnAuthenticationExpiration</c> looks for it.</summary>
    public static AuthenticationTicket ToTicket(this AuthenticatedUser bearer, string scheme)
    {
        var identity = new ClaimsIdentity([new Claim(Subject, bearer.User.Id), new Claim(Name, bearer.User.Name), new Claim(Role, RoleNames.Of(bearer.Role))], scheme, Name, roleType: null);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), new AuthenticationProperties { ExpiresUtc = bearer.ExpiresAt }, scheme);
    }

    /// <summary>What the user of an authenticated request or connection may do in any room.</summary>
    public static RoomRole GetRole(this ClaimsPrincipal principal) => RoleNames.Parse(principal.FindFirst(Role)?.Value) ?? RoomRole.Member;

    /// <summary>The user of an authenticated request or connection.</summary>
    /// <exception cref="InvalidOperationException">Nobody is authenticated; the endpoint lacks its authorisation.</exception>
    public static UserInfo GetUser(this ClaimsPrincipal principal) =>
        principal.FindFirst(Subject) is { } subject && principal.FindFirst(Name) is { } name
            ? new UserInfo(subject.Value, name.Value)
            : throw new InvalidOperationException("There is no authenticated user.");
}
