using System.Text;
using System.Text.Unicode;
using OrleansChat.Gateway.Transport;

namespace OrleansChat.Gateway.Tests.Transport;

public sealed class Utf8ScannerTests
{
    [Fact]
    public void Accept_TextCutAnywhere_IsTaken()
    {
        var text = Encoding.UTF8.GetBytes("aé€\U0001F600ж");
        for (var first = 0; first <= text.Length; first++)
        {
            for (var second = first; second <= text.Length; second++)
            {
                var scanner = new Utf8Scanner();

                Assert.True(scanner.Accept(text.AsSpan(0, first)) && scanner.Accept(text.AsSpan(first, second - first)) && scanner.Accept(text.AsSpan(second)));
                Assert.True(scanner.TryEnd());
            }
        }
    }

    [Fact]
    public void Accept_AnyFewBytesInAnyTwoPieces_AgreesWithTheWholeText()
    {
        byte[] interesting = [0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF];
        var text = new byte[4];
        foreach (var number in Enumerable.Range(0, (int)Math.Pow(interesting.Length, text.Length)))
        {
            for (var (i, rest) = (0, number); i < text.Length; i++, rest /= interesting.Length)
            {
                text[i] = interesting[rest % interesting.Length];
            }

            var isValid = Utf8.IsValid(text);
            for (var cut = 0; cut <= text.Length; cut++)
            {
                var scanner = new Utf8Scanner();
                var isTaken = scanner.Accept(text.AsSpan(0, cut)) && scanner.Accept(text.AsSpan(cut)) && scanner.TryEnd();
                if (isTaken != isValid)
                {
                    Assert.Fail($"{Convert.ToHexString(text)} cut at {cut} is {(isTaken ? "taken" : "refused")}.");
                }
            }
        }
    }
}
