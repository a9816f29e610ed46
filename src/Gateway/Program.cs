using OrleansChat.Gateway;
using OrleansChat.Gateway.Auth;
using OrleansChat.Gateway.Endpoints;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Gateway.Lifetime;
using OrleansChat.Gateway.Web;

return await PlainErrors.GuardAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddCluster();
    builder.AddChatGateway();
    builder.Services.AddChatAuthentication(builder.Configuration, builder.Environment);
    builder.Services.AddStopOnEndOfInput(builder.Configuration);

    var app = builder.Build();
    app.UseRefuseWhileStopping();
    app.UseWebPage();
    app.UseChatAuthentication();
    app.MapAuth();
    app.MapChatHub();
    app.MapPresence();
    app.MapStats();
    app.MapHealth();
    await app.RunCheckedAsync();
});
