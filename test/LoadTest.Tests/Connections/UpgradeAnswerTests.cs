using System.Text;
using OrleansChat.LoadTest.Connections;

namespace OrleansChat.LoadTest.Tests.Connections;

public sealed class UpgradeAnswerTests
{
    [Theory]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nA: b\r\n\r\n{\"status\":401,\"code\":\"TOKEN_EXPIRED\"}", "TOKEN_EXPIRED")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nA: b\r\n\r\n1f\r\n{\"code\":\"UNAUTHENTICATED\"}\r\n0\r\n\r\n", "UNAUTHENTICATED")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\n\r\n<html>", "HTTP_503")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n{\"code\":7}", "HTTP_400")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n{\"cod", "HTTP_400")]
    [InlineData("nonsense\r\n\r\n", "BAD_HTTP")]
    public void RefusalCode_AnyAnswer_IsTheMostPreciseOne(string answer, string code)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);
        Assert.False(UpgradeAnswer.IsSwitching(bytes));
        Assert.Equal(code, UpgradeAnswer.RefusalCode(bytes, UpgradeAnswer.HeadLength(bytes)));
    }

    [Fact]
    public void HeadLength_HeadNotWhole_IsZero() => Assert.Equal(0, UpgradeAnswer.HeadLength("HTTP/1.1 101 Switching Protocols\r\nA: b\r\n"u8));
}
