using OrleansChat.Bench.Contenders;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.Bench.Tests.Planning;

public sealed class BenchArgumentsTests
{
    private static readonly string[] Required = ["--root", "/somewhere", "--orleans", "embedded"];

    [Fact]
    public async Task Parse_NothingAskedFor_IsEverythingInFiveRounds()
    {
        var options = await ParseAsync();

        Assert.Equal((5, false, OrleansRuntime.Embedded), (options!.Rounds, options.IsQuick, options.Runtime));
        Assert.Equal(Contender.Keys, options.Contenders);
        Assert.Equal(["rooms", "hot"], options.Workloads);
        Assert.Equal(Path.Combine(options.Root, "artifacts", "bench"), options.Folder);
    }

    [Fact]
    public async Task Parse_Quick_IsOneRound() => Assert.Equal((1, true), await ParseAsync("--quick") is { } options ? (options.Rounds, options.IsQuick) : default);

    [Fact]
    public async Task Parse_NamesWithCommas_AreTakenApart() =>
        Assert.Equal(["limit", "signalr", "socketio"], (await ParseAsync("--contenders", "limit, signalr", "--contenders", "socketio,limit"))!.Contenders);

    [Theory]
    [InlineData("--contenders", "nobody")]
    [InlineData("--workloads", "rooms,none")]
    [InlineData("--rounds", "0")]
    [InlineData("--rounds", "many")]
    public async Task Parse_WhatDoesNotExist_IsRefused(string name, string value) => Assert.Null(await ParseAsync(name, value));

    private static async Task<BenchOptions?> ParseAsync(params string[] arguments)
    {
        BenchOptions? parsed = null;
        var command = new BenchArguments().Create((options, _) =>
        {
            parsed = options;
            return Task.FromResult(0);
        });
        var silent = new System.CommandLine.InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null };
        await command.Parse([.. Required, .. arguments]).InvokeAsync(silent);
        return parsed;
    }
}
