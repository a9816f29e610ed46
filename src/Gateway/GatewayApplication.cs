using OrleansChat.Gateway.Auth;
using OrleansChat.Gateway.Endpoints;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Gateway.Lifetime;
using OrleansChat.Gateway.Web;

namespace OrleansChat.Gateway;

/// <summary>The gateway as it runs, so that a test can run the very same.</summary>
internal static class GatewayApplication
{
    /// <summary>Puts it together.</summary>
    /// <param name="args">Settings, as on the command line.</param>
    /// <param name="configure">What is said last, and so wins; none in production.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddCluster();
        builder.AddChatGateway();
        builder.Services.AddChatAuthentication(builder.Configuration, builder.Environment);
        builder.Services.AddDraining(builder.Configuration);
        builder.Services.AddStopOnEndOfInput(builder.Configuration);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseMiddleware<RestFaults>();
        app.UseRefuseWhileStopping();
        app.UseWebPage();
        app.UseChatAuthentication();
        app.MapAuth();
        app.MapChatHub();
        app.MapPresence();
        app.MapStats();
        app.MapHealth();
        return app;
    }
}
