using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OrleansChat.LoadTest.Tests.Fakes;

namespace OrleansChat.LoadTest.Tests.EndToEnd;

public sealed class ReconnectTests
{
    [Fact]
    public async Task Run_ConnectionBreaks_MemberResumesAndNothingIsMissing()
    {
        await using var server = await FakeChatServer.StartAsync(Fault.ConnectionBreaks);

        var run = await FinishedRun.AgainstAsync(server, "--reconnect");

        var comebacks = run.Report.GetProperty("comebacks");
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal((1, 1, 0), (Count(comebacks, "drops"), Count(comebacks, "resumed"), Count(comebacks, "replaced")));
        Assert.Equal((0, 0), (Count(comebacks, "away"), Count(comebacks, "open")));
        Assert.Equal(60, run.Report.GetProperty("messages").GetProperty("acknowledged").GetInt64());
        Assert.Equal(0, run.Report.GetProperty("connections").GetProperty("lost").GetInt64());
        Assert.Contains("1 resumed, 0 replaced", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 resumed, 0 replaced", run.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ResumeLeavesOutWhatWasMissed_IsNamedAndFails()
    {
        await using var server = await FakeChatServer.StartAsync(Fault.ResumeForgets);

        var run = await FinishedRun.AgainstAsync(server, "--reconnect");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.Report.GetProperty("violations").EnumerateArray(), violation => violation.GetString()!.StartsWith("lost: LOAD-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OneServerIsDown_MembersOfItComeToTheOther()
    {
        await using var server = await FakeChatServer.StartAsync();
        using var reserved = new TcpListener(IPAddress.Loopback, 0);
        reserved.Start();
        var down = $"http://{reserved.LocalEndpoint}";
        reserved.Stop();

        var run = await FinishedRun.AgainstAsync(server, "--reconnect", "--url", down);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(9, run.Report.GetProperty("connections").GetProperty("opened").GetInt64());
        Assert.True(run.Report.GetProperty("errors").GetProperty("CONNECT_ConnectionRefused").GetInt64() > 0);
    }

    [Fact]
    public async Task Run_MemberComesBackTooLate_Fails()
    {
        await using var server = await FakeChatServer.StartAsync(Fault.ConnectionBreaks);

        // A pause before it connects again is a random part of half a second; the new connection alone takes longer than this.
        var run = await FinishedRun.AgainstAsync(server, "--reconnect", "--back-within", "0.001");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("A member was without its room for", run.Output, StringComparison.Ordinal);
    }

    private static long Count(JsonElement figures, string name) => figures.GetProperty(name).GetInt64();
}
