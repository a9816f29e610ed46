using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <summary>Authenticates a request by its access token, or, on the hub, by a ticket in the token's place.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    AccessTokenValidator tokens,
    TicketOffice tickets)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public new const string Scheme = "Bearer";

    private const string CodeItem = "code";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!BearerCredential.TryRead(Request, out var text))
        {
            return AuthenticateResult.NoResult();
        }

        return await JudgeAsync(text) switch
        {
            TokenVerdict.Accepted accepted => AuthenticateResult.Success(accepted.Bearer.ToTicket(Scheme)),
            TokenVerdict.Refused refused => AuthenticateResult.Fail(refused.Reason, new AuthenticationProperties { Items = { [CodeItem] = refused.Code } }),
            var verdict => throw new InvalidOperationException($"A verdict cannot be {verdict}."),
        };
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        if (result.Failure is { } failure && result.Properties?.Items[CodeItem] is { } code)
        {
            Response.Headers.WWWAuthenticate = $"""{Scheme} error="invalid_token", error_description="{failure.Message}" """.TrimEnd();
            await ChatProblem.Create(StatusCodes.Status401Unauthorized, code, failure.Message).ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = Scheme;
        await ChatProblem
            .Create(StatusCodes.Status401Unauthorized, ChatErrorCode.Unauthenticated, "Send an access token: Authorization: Bearer <token>.")
            .ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ChatProblem.Create(StatusCodes.Status403Forbidden, ChatErrorCode.Forbidden, "You may not do this.").ExecuteAsync(Context);

    private async Task<TokenVerdict> JudgeAsync(string text)
    {
        if (!HubPath.Covers(Request) || !TicketSecret.IsMatch(text))
        {
            return await tokens.ValidateAsync(text, Context.RequestAborted);
        }

        return await tickets.RedeemAsync(text) is { } holder
            ? new TokenVerdict.Accepted(holder)
            : new TokenVerdict.Refused(ChatErrorCode.Unauthenticated, "The ticket was used, is over, or never was; ask for a new one.");
    }
}
