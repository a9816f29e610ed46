using System.Text.Json;
using OrleansChat.LoadTest.Tests.Fakes;

namespace OrleansChat.LoadTest.Tests.EndToEnd;

public sealed class MixedRunTests(MixedRuns mixed) : IClassFixture<MixedRuns>
{
    private static readonly string[] Kinds = ["send", "typing", "read", "react", "edit", "rejoin"];

    [Fact]
    public void Run_HealthyServer_FindsNothingAndAnswersAll()
    {
        var run = mixed.Runs[Fault.None];
        var rows = Rows(run);

        Assert.True(run.Report.GetProperty("violations").GetArrayLength() == 0, run.Output);
        Assert.Equal(Kinds, rows.Select(row => row.GetProperty("action").GetString()));
        Assert.Equal([40, 15, 5, 15, 15, 10], rows.Select(row => row.GetProperty("share").GetInt32()));
        Assert.All(rows, row => Assert.Equal((Count(row, "done"), 0), (Count(row, "acknowledged"), Count(row, "refused"))));

        // What finds no message yet, or no member to spare, is a send instead, and nothing is left out.
        Assert.Equal(200, rows.Sum(row => Count(row, "done")));
        Assert.Equal((30, 10), (Count(rows[1], "done"), Count(rows[2], "done")));
        Assert.Equal(80 + Count(run.Report.GetProperty("mix"), "stoodIn"), Count(rows[0], "done"));
        Assert.All(rows[3..], row => Assert.True(Count(row, "done") > 0, run.Output));

        // A machine too busy to send in time makes the run invalid, which is then the right answer.
        Assert.Equal(Count(run.Report.GetProperty("messages"), "late") > 0 ? 2 : 0, run.ExitCode);
    }

    [Fact]
    public void Run_HealthyServer_TellsWhatMembersHeard()
    {
        var run = mixed.Runs[Fault.None];
        var rows = Rows(run);

        Assert.All(rows[..5], row => Assert.True(Count(row, "told") > Count(row, "done"), run.Output));
        Assert.All(rows, row => Assert.True(row.GetProperty("p99").GetDouble() >= row.GetProperty("p50").GetDouble() && row.GetProperty("p50").GetDouble() > 0));
        Assert.Equal(MixedRuns.Mix, run.Report.GetProperty("setup").GetProperty("mix").GetString());
        Assert.All(Kinds, kind => Assert.Contains($"<tr><th>{kind}</th>", run.Page, StringComparison.Ordinal));
        Assert.All(Kinds, kind => Assert.Contains($"│ {kind} ", run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("{{", run.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fault.ChangeDropped, "lost: ", "never got")]
    [InlineData(Fault.EditAltered, "altered: ", "gave it another text")]
    [InlineData(Fault.ReactionInvented, "phantom: ", "which nobody asked for")]
    [InlineData(Fault.RefusedButReacted, "refused but delivered: ", "change #")]
    [InlineData(Fault.ChangeUnanswered, "unanswered: ", "got no answer")]
    [InlineData(Fault.StrangerTypes, "foreign: ", "that stranger types or has read")]
    [InlineData(Fault.JoinForgetsChange, "lost: ", "shows message")]
    [InlineData(Fault.LeaverHears, "leaked: ", "its leaving was answered before")]
    public void Run_FaultyServer_NamesTheFaultAndFails(Fault fault, string kind, string what)
    {
        var run = mixed.Runs[fault];

        Assert.True(run.ExitCode == 1, run.Output);
        run.AssertNames(kind, what);
    }

    [Fact]
    public void Run_TypingWithoutAnAnswer_IsToldAndFails()
    {
        var run = mixed.Runs[Fault.TypingUnanswered];

        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Contains("typing: 30 were done and 29 answered.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SeveralProcesses_AreOneMix()
    {
        await using var server = await FakeChatServer.StartAsync();

        var run = await FinishedRun.MixedAsync(server, "--mix", "--processes", "2");

        var rows = Rows(run);
        Assert.True(run.Report.GetProperty("violations").GetArrayLength() == 0, run.Output);
        Assert.Equal([70, 10, 10, 5, 3, 2], rows.Select(row => row.GetProperty("share").GetInt32()));
        Assert.Equal((200, 20, 20), (rows.Sum(row => Count(row, "done")), Count(rows[1], "done"), Count(rows[2], "done")));
    }

    [Theory]
    [InlineData("send=90", "--mix adds up to 90; the shares must add up to 100: add 10.")]
    [InlineData("send=90,shout=10", "--mix has 'shout=10'; each part is a share of send, typing, read, react, edit, rejoin, such as ")]
    public async Task Run_BadMix_SaysWhatToChange(string mix, string what)
    {
        var run = await FinishedRun.InAsync(Path.GetTempPath(), ["--mix", mix]);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(what, run.Output.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', run.Output.Trim());
    }

    [Fact]
    public async Task Run_MixForServersThatAreKilled_SaysWhatToChange()
    {
        var run = await FinishedRun.InAsync(Path.GetTempPath(), ["--mix", "--reconnect"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("--mix is for servers that stay: leave out --reconnect, or leave out --mix.", run.Output.Trim());
    }

    private static JsonElement[] Rows(FinishedRun run) => [.. run.Report.GetProperty("mix").GetProperty("actions").EnumerateArray()];

    private static long Count(JsonElement figures, string name) => figures.GetProperty(name).GetInt64();
}
