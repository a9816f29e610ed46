using System.Net;
using System.Text.Json;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>Turns an unsuccessful HTTP answer into the refusal that it states (RFC 9457, with the members of <see cref="ChatError"/>).</summary>
internal static class ProblemDocument
{
    /// <summary>A problem document is small; a page of a proxy in the way is not read to its end.</summary>
    private const int MaximumBytes = 64 * 1024;

    public static async Task<ChatException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ChatError? error = null;
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json")
        {
            try
            {
                await response.Content.LoadIntoBufferAsync(MaximumBytes, cancellationToken);
                using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
                error = Read(document.RootElement);
            }
            catch (Exception exception) when (exception is JsonException or HttpRequestException)
            {
                // Without a readable document the status still says enough.
            }
        }

        return new ChatException(error ?? FromStatus(response), response.StatusCode);
    }

    private static ChatError? Read(JsonElement problem)
    {
        if (problem.ValueKind != JsonValueKind.Object || Text(problem, "code") is not { } code)
        {
            return null;
        }

        return new ChatError(
            code,
            Text(problem, "detail") ?? Text(problem, "title") ?? "The server gave no reason.",
            problem.TryGetProperty("retryable", out var retryable) && retryable.ValueKind == JsonValueKind.True)
        {
            RetryAfterMs = Number(problem, "retryAfterMs"),
            Limit = (int?)Number(problem, "limit"),
            Remaining = (int?)Number(problem, "remaining"),
            Window = (int?)Number(problem, "window"),
        };
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static ChatError FromStatus(HttpResponseMessage response)
    {
        var message = $"The server answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd() + ".";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new ChatError(ChatErrorCode.Unauthenticated, message),
            HttpStatusCode.Forbidden => new ChatError(ChatErrorCode.Forbidden, message),
            HttpStatusCode.RequestEntityTooLarge => new ChatError(ChatErrorCode.TooLarge, message),
            HttpStatusCode.TooManyRequests => new ChatError(ChatErrorCode.RateLimited, message, Retryable: true)
            {
                RetryAfterMs = (long?)response.Headers.RetryAfter?.Delta?.TotalMilliseconds,
            },
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
                new ChatError(ChatErrorCode.Unavailable, message, Retryable: true),
            >= HttpStatusCode.InternalServerError => new ChatError(ChatErrorCode.Internal, message),
            _ => new ChatError(ChatErrorCode.BadRequest, message),
        };
    }
}
