using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <summary>Signs a guest in with nothing but a name. The id is new and random each time: a name identifies nobody.</summary>
internal static class GuestSignIn
{
    private const string IdPrefix = "guest-";
    private const int IdBytes = 16;

    public static async Task<IResult> HandleAsync(HttpContext context, DevelopmentIssuer issuer, IOptions<AuthOptions> options)
    {
        var guests = options.Value.Guests;
        if (!guests.Enabled)
        {
            return ChatProblem.Create(StatusCodes.Status403Forbidden, ChatErrorCode.Forbidden, "Guests cannot sign in here.");
        }

        var (request, problem) = await ReadAsync(context.Request);
        if (problem is not null)
        {
            return problem;
        }

        if (!DisplayName.TryNormalise(request?.Name, out var name))
        {
            return BadRequest($"Send a JSON object whose 'name' is a string: {DisplayName.Rule}.");
        }

        var user = new UserInfo(IdPrefix + RandomNumberGenerator.GetHexString(2 * IdBytes, lowercase: true), name);
        var token = issuer.Issue(user, guests.TokenLifetime);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new GuestAnswer(token.Text, user, token.ExpiresAt.ToUnixTimeMilliseconds()), AuthJsonContext.Default.GuestAnswer);
    }

    private static async Task<(GuestRequest? Request, IResult? Problem)> ReadAsync(HttpRequest request)
    {
        // A page of another origin can send a form or plain text without asking first, but not JSON.
        if (!request.HasJsonContentType())
        {
            return (null, BadRequest("Send the body as application/json."));
        }

        try
        {
            return (await request.ReadFromJsonAsync(AuthJsonContext.Default.GuestRequest, request.HttpContext.RequestAborted), null);
        }
        catch (Exception exception) when (StrictJson.IsMalformed(exception))
        {
            return (null, BadRequest("The body is not a JSON object whose 'name' is a string."));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, ChatProblem.Create(exception.StatusCode, ChatErrorCode.TooLarge, "The body is too large; send nothing but the name."));
        }
    }

    private static ProblemHttpResult BadRequest(string detail) => ChatProblem.Create(StatusCodes.Status400BadRequest, ChatErrorCode.BadRequest, detail);
}
