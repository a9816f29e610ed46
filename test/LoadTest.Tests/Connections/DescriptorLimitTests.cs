using OrleansChat.LoadTest.Connections;

namespace OrleansChat.LoadTest.Tests.Connections;

public sealed class DescriptorLimitTests
{
    private static readonly string[] Limits =
    [
        "Limit                     Soft Limit           Hard Limit           Units     ",
        "Max open files            1024                 20000                files     ",
    ];

    [Fact]
    public void Check_WithinTheHardLimit_Passes() => DescriptorLimit.Check(19_000, Limits);

    [Fact]
    public void Check_BeyondIt_SaysWhatToDo()
    {
        var refused = Assert.Throws<LoadException>(() => DescriptorLimit.Check(20_000, Limits));
        Assert.Equal(
            "20000 connections need 20250 open files and this process may have 20000: raise the limit (ulimit -n 20250) or lower --rooms or --users.",
            refused.Message);
    }

    [Fact]
    public void Check_Unlimited_Passes() => DescriptorLimit.Check(1_000_000, ["Max open files            unlimited            unlimited            files     "]);
}
