using OrleansChat.Bench.SignalR;

// ASP.NET Core SignalR as its documentation shows it: a hub, groups for rooms, the defaults of a web application. Nothing is kept, numbered or limited.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSignalR();
var application = builder.Build();
application.MapHub<RoomHub>("/room");
await application.StartAsync();
Console.WriteLine($"listening at {new Uri(application.Urls.Single()).Port}");
_ = Task.Run(() =>
{
    while (Console.In.Read() >= 0)
    {
        // Nothing is said to this program; the end of its input ends it.
    }

    application.Lifetime.StopApplication();
});
await application.WaitForShutdownAsync();
