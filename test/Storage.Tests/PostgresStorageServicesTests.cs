using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Storage.Tests.Postgres;

namespace OrleansChat.Storage.Tests;

[Collection(UsesPostgres.Name)]
public sealed class PostgresStorageServicesTests(PostgresServer server)
{
    [PostgresFact]
    public async Task AddPostgresStorage_AddedAfterAServiceThatActivatesRooms_HasMigratedBefore()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ActivatesAtStart>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ActivatesAtStart>());
        builder.Services.AddPostgresStorage(await server.CreateDatabaseAsync());
        using var host = builder.Build();
        await host.StartAsync();
        Assert.True(host.Services.GetRequiredService<ActivatesAtStart>().Epoch > 0);
        await host.StopAsync();
    }

    [Fact]
    public async Task AddPostgresStorage_AnotherSourceWasThere_TakesItsPlace()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<IEpochSource, NoEpochs>();
        builder.Services.AddPostgresStorage("Host=localhost;Username=chat");
        await using var services = builder.Services.BuildServiceProvider();
        Assert.IsNotType<NoEpochs>(Assert.Single(services.GetServices<IEpochSource>()));
    }

    [Fact]
    public async Task AddPostgresStorage_SettingOutOfRange_HostDoesNotStart()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Storage:Postgres:Epochs:MaxWaiting"] = "0";
        builder.Services.AddPostgresStorage("Host=localhost;Username=chat");
        using var host = builder.Build();
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("MaxWaiting is 0", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Host=localhost;NoSuchKeyword=1")]
    public void AddPostgresStorage_UnusableConnectionString_ThrowsAtOnce(string connectionString) =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection().AddPostgresStorage(connectionString));

    private sealed class ActivatesAtStart(IEpochSource epochs) : IHostedService
    {
        public long Epoch { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken) => Epoch = await epochs.NextAsync(RoomId.Parse("ROOM"), 0, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class NoEpochs : IEpochSource
    {
        public ValueTask<long> NextAsync(RoomId room, long above, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
