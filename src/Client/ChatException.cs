using System.Net;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>The server refused a request and changed nothing; <see cref="Error"/> says why and what to do.</summary>
public sealed class ChatException : Exception
{
    /// <summary>Makes the exception of a refusal.</summary>
    /// <param name="error">What the server answered.</param>
    /// <param name="statusCode">The HTTP status, where the refusal came over HTTP (sign-in, ticket, or the opening of a connection).</param>
    public ChatException(ChatError error, HttpStatusCode? statusCode = null) : base(Describe(error))
    {
        Error = error;
        StatusCode = statusCode;
    }

    /// <summary>What the server answered.</summary>
    public ChatError Error { get; }

    /// <summary>One of <see cref="ChatErrorCode"/>.</summary>
    public string Code => Error.Code;

    /// <summary>The HTTP status, where the refusal came over HTTP.</summary>
    public HttpStatusCode? StatusCode { get; }

    private static string Describe(ChatError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return $"{error.Code}: {error.Message}";
    }
}
