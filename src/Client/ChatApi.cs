using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansChat.Client;

/// <summary>The REST half of the protocol. A refusal is a <see cref="ChatException"/> with the code of the server's problem document.</summary>
/// <param name="http">An HTTP client whose <see cref="HttpClient.BaseAddress"/> is the server; it stays the caller's.</param>
public sealed class ChatApi(HttpClient http)
{
    private static readonly JsonSerializerOptions WebOptions = new(JsonSerializerDefaults.Web);

    /// <summary>Signs a guest in, where the server allows guests.</summary>
    /// <param name="name">Name to show, 1–64 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<GuestSession> SignInAsGuestAsync(string name, CancellationToken cancellationToken = default) =>
        PostAsync<GuestSession>("api/v1/auth/guest", token: null, new JsonObject { ["name"] = name }, cancellationToken);

    /// <summary>Asks for a ticket that opens one connection.</summary>
    /// <param name="token">The user's access token.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ConnectionTicket> GetTicketAsync(string token, CancellationToken cancellationToken = default) =>
        PostAsync<ConnectionTicket>("api/v1/connect", token, content: null, cancellationToken);

    private async Task<T> PostAsync<T>(string path, string? token, JsonObject? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (content is not null)
        {
            request.Content = new StringContent(content.ToJsonString(), MediaTypeHeaderValue.Parse("application/json"));
        }

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await ProblemDocument.ReadAsync(response, cancellationToken);
        }

        return await response.Content.ReadFromJsonAsync<T>(WebOptions, cancellationToken)
            ?? throw new JsonException($"The answer of {path} is empty.");
    }
}
