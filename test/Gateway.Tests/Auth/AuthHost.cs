using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansChat.Gateway.Auth;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Auth;

/// <summary>A server on a free loopback port with the whole of authentication and two endpoints that tell who came, and everything it logged.</summary>
internal sealed class AuthHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private AuthHost(WebApplication application, LogRecorder log, MemoryTicketStore store, FakeTime time)
    {
        (_application, Log, Store, Time) = (application, log, store, time);
        Address = new Uri(application.Urls.Single());
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public LogRecorder Log { get; }

    public MemoryTicketStore Store { get; }

    public FakeTime Time { get; }

    public static async Task<AuthHost> StartAsync(params (string Name, string Value)[] settings)
    {
        var (log, store, time) = (new LogRecorder(), new MemoryTicketStore(), new FakeTime());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(
        [
            new("Auth:Development:Key", Convert.ToBase64String(TestKeys.Secret)),
            new("Auth:Guests:Enabled", "true"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();

        // The most talkative settings that an operator could choose, for all providers and for this one.
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace).AddFilter<LogRecorder>(category: null, LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<ITicketStore>(store);
        builder.Services.AddSignalR();
        builder.Services.AddChatAuthentication(builder.Configuration, builder.Environment);

        var application = builder.Build();
        application.UseRouting();
        application.UseChatAuthentication();
        application.MapAuth();
        application.MapGet("/me", (HttpContext context) => context.User.GetUser().Id).RequireAuthorization();
        application.MapGet("/hub/me", (HttpContext context) => context.User.GetUser().Id).RequireAuthorization();
        application.MapHub<Hub>("/hub/live", options => options.CloseOnAuthenticationExpiration = true).RequireAuthorization();
        await application.StartAsync();
        return new AuthHost(application, log, store, time);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null, string? origin = null) => SendAsync(HttpMethod.Get, path, token, origin, content: null);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? content = null, string? token = null) =>
        SendAsync(HttpMethod.Post, path, token, origin: null, content);

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }

    /// <summary>Asserts a problem in the protocol's form and gives its detail.</summary>
    public static async Task<string> AssertProblemAsync(HttpResponseMessage response, int status, string code)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await ReadAsync(response);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("type").GetString()!);
        return problem.GetProperty("detail").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, string? origin, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await Client.SendAsync(request);
    }
}
