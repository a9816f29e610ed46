using OrleansChat.Silo;

var builder = WebApplication.CreateBuilder(args);
builder.AddChatSilo();
builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapHealthChecks("/health/live");
app.MapHealthChecks("/health/ready");
await app.RunAsync();
