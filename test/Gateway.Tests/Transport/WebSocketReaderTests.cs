using System.Buffers;
using System.Text;
using OrleansChat.Gateway.Transport;

namespace OrleansChat.Gateway.Tests.Transport;

public sealed class WebSocketReaderTests
{
    private const int MostBytes = 70_000;

    public static TheoryData<string, byte[], int> Violations => new()
    {
        { "a reserved bit", ClientFrames.Create(ClientFrames.Text, "x"u8, reserved: 0x40), WebSocketStatus.ProtocolError },
        { "no mask", ClientFrames.Create(ClientFrames.Text, "x"u8, isMasked: false), WebSocketStatus.ProtocolError },
        { "an opcode of nothing", ClientFrames.Create(3, "x"u8), WebSocketStatus.ProtocolError },
        { "a control opcode of nothing", ClientFrames.Create(11, "x"u8), WebSocketStatus.ProtocolError },
        { "a ping in fragments", ClientFrames.Create(ClientFrames.Ping, "x"u8, isFinal: false), WebSocketStatus.ProtocolError },
        { "a ping of 126 bytes", ClientFrames.Create(ClientFrames.Ping, new byte[126]), WebSocketStatus.ProtocolError },
        { "a continuation of nothing", ClientFrames.Create(ClientFrames.Continuation, "x"u8), WebSocketStatus.ProtocolError },
        {
            "a message within another",
            [.. ClientFrames.Create(ClientFrames.Text, "x"u8, isFinal: false), .. ClientFrames.Create(ClientFrames.Text, "y"u8)],
            WebSocketStatus.ProtocolError
        },
        { "a length of 2⁶³", [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], WebSocketStatus.ProtocolError },
        { "a text that is no UTF-8", ClientFrames.Create(ClientFrames.Text, [0xC3, 0x28]), WebSocketStatus.InvalidText },
        { "a text that ends within a character", ClientFrames.Create(ClientFrames.Text, [0xE2, 0x82]), WebSocketStatus.InvalidText },
        { "more than the bound without an end", ClientFrames.Create(ClientFrames.Binary, new byte[MostBytes + 1]), WebSocketStatus.TooBig },
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Read_MessageOfAnyLength_IsUnmasked(int length)
    {
        var record = new string('é', length / 2) + new string('x', length % 2);

        Assert.Equal([record], Records([ClientFrames.Create(ClientFrames.Text, Encoding.UTF8.GetBytes(record + '\u001e'))]));
    }

    [Fact]
    public void Read_BytesOneByOne_IsTheSame()
    {
        byte[] input =
        [
            .. ClientFrames.Create(ClientFrames.Text, "on€"u8[..3], isFinal: false),
            .. ClientFrames.Create(ClientFrames.Ping, "?"u8),
            .. ClientFrames.Create(ClientFrames.Continuation, "on€"u8[3..], isFinal: false),
            .. ClientFrames.Create(ClientFrames.Continuation, "\u001etwo\u001eth"u8),
            .. ClientFrames.Create(ClientFrames.Binary, "ree\u001e"u8),
        ];

        Assert.Equal(["on€", "two", "three"], Records(input.Select(one => new[] { one })));
        Assert.Equal(["on€", "two", "three"], Records([input]));
    }

    [Fact]
    public void Read_InputInAllPairsOfPieces_IsTheSame()
    {
        byte[] input =
        [
            .. ClientFrames.Create(ClientFrames.Text, Encoding.UTF8.GetBytes(new string('ж', 100) + "\u001eab")),
            .. ClientFrames.Create(ClientFrames.Pong, "!"u8),
            .. ClientFrames.Create(ClientFrames.Text, "c\u001e"u8),
        ];

        for (var cut = 0; cut <= input.Length; cut++)
        {
            Assert.Equal([new string('ж', 100), "abc"], Records([input[..cut], input[cut..]]));
        }
    }

    [Theory]
    [InlineData(ClientFrames.Ping, 0)]
    [InlineData(ClientFrames.Ping, 125)]
    [InlineData(ClientFrames.Close, 2)]
    public void Read_ControlFrame_IsHandedOutWithWhatItHolds(byte opcode, int length)
    {
        var payload = Enumerable.Range(0, length).Select(number => (byte)number).ToArray();
        var reader = new WebSocketReader(new RecordBuffer(MostBytes));
        var input = new ReadOnlySequence<byte>(ClientFrames.Create(opcode, payload));

        Assert.Equal(opcode == ClientFrames.Ping ? WebSocketSignal.Ping : WebSocketSignal.Close, reader.Read(ref input));

        Assert.Equal(payload, reader.Control);
        Assert.True(input.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void Read_Violation_IsNamed(string what, byte[] input, int status)
    {
        Assert.NotEmpty(what);

        Assert.Equal(status, Assert.Throws<WebSocketViolation>(() => Records([input])).Status);
        Assert.Equal(status, Assert.Throws<WebSocketViolation>(() => Records(input.Select(one => new[] { one }))).Status);
    }

    [Fact]
    public void Read_AMillionRandomInputs_EndsInRecordsOrAViolation()
    {
        var random = new Random(20261121);
        var bytes = new byte[64];
        var outcomes = new int[2];
        for (var i = 0; i < 1_000_000; i++)
        {
            var input = bytes.AsSpan(0, random.Next(bytes.Length + 1));
            random.NextBytes(input);
            if (input.Length > 2 && (i & 1) == 0)
            {
                // Random bytes alone seldom get past the first two.
                input[0] = (byte)(0x81 + random.Next(2));
                input[1] = (byte)(0x80 | random.Next(input.Length));
            }

            try
            {
                Assert.All(Records([input.ToArray()]), record => Assert.DoesNotContain('\u001e', record));
                outcomes[0]++;
            }
            catch (WebSocketViolation)
            {
                outcomes[1]++;
            }
        }

        Assert.True(outcomes.Min() > 10_000, $"{outcomes[0]} were read and {outcomes[1]} refused: one of the two was hardly tried.");
    }

    /// <summary>What comes out of pieces of input, each of which is joined to what was left of those before.</summary>
    private static List<string> Records(IEnumerable<byte[]> pieces)
    {
        var records = new RecordBuffer(MostBytes);
        var reader = new WebSocketReader(records);
        var found = new List<string>();
        byte[] left = [];
        foreach (var piece in pieces)
        {
            var input = new ReadOnlySequence<byte>([.. left, .. piece]);
            while (reader.Read(ref input) is var signal and not WebSocketSignal.More)
            {
                while (signal is WebSocketSignal.Data && records.TryTake(out var record))
                {
                    found.Add(Encoding.UTF8.GetString(record.Span[..^1]));
                }
            }

            left = input.ToArray();
        }

        return found;
    }
}
