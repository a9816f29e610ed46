using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Gateway.Transport;

namespace OrleansChat.Gateway.Tests.Transport;

public sealed class SendReaderTests
{
    private const int MostBytes = 1000;

    /// <summary>As clients write it: SignalR's own, and others.</summary>
    private static readonly string[] Usual =
    [
        """{"type":1,"invocationId":"17","target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"arguments":[{"body":"\u00e4 \ud83d\ude00 \" \n","key":"k1","retry":true,"clock":-12,"room":"A"}],"target":"Send","invocationId":"x","type":1}""",
        """ {"type" : 1, "target" : "S\u0065nd", "arguments" : [ { "room" : "", "key":"ключ", "body":"世界", "clock":9223372036854775807, "retry":false } ] } """.Trim(),
    ];

    /// <summary>For the other reader, right or wrong.</summary>
    private static readonly string[] Unusual =
    [
        "", "{", "{}", "[]", "1", "nonsense", "{}{}",
        """{"type":6}""",
        """{"type":1,"target":"send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"type":1,"target":"Typing","arguments":[{"room":"A","on":true}]}""",
        """{"type":3,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"type":1.0,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"type":"1","target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"type":1,"arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"type":1,"target":"Send"}""",
        """{"type":1,"target":"Send","arguments":[]}""",
        """{"type":1,"target":"Send","arguments":[null]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"},{}]}""",
        """{"type":1,"target":"Send","arguments":{"room":"A","key":"k1","body":"hi"}}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1"}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":null}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":7}]}""",
        """{"type":1,"target":"Send","arguments":[{"Room":"A","key":"k1","body":"hi"}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","room":"B","key":"k1","body":"hi"}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi","extra":1}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi","clock":1.5}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi","clock":null}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi","clock":9223372036854775808}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi","retry":"true"}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":"\ud83d"}]}""",
        """{"type":1,"invocationId":null,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"type":1,"invocationId":"1","invocationId":"2","target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"type":1,"headers":{},"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"type":1,"streamIds":["1"],"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]}""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}]} x""",
        """{"type":1,"target":"Send","arguments":[{"room":"A","key":"k1","body":"hi"}],}""",
    ];

    private readonly HubRecords _records = new(Options.Create(new GatewayOptions { FrameBytes = MostBytes }));

    public static TheoryData<string> UsualCalls => [.. Usual];

    public static TheoryData<string> UnusualCalls => [.. Unusual];

    [Theory]
    [MemberData(nameof(UsualCalls))]
    public void TryRead_AsClientsWriteIt_IsWhatSignalRReads(string json)
    {
        var record = Encoding.UTF8.GetBytes(json + '\u001e');

        var read = SendReader.TryRead(record, MostBytes);

        Assert.NotNull(read);
        Assert.Equal(ReadBySignalR(record), Describe(read));
        Assert.Equal(Describe(read), Describe(_records.Read(record)));
    }

    [Theory]
    [MemberData(nameof(UnusualCalls))]
    public void TryRead_AnythingElse_IsLeftToTheOtherReader(string json) => Assert.Null(SendReader.TryRead(Encoding.UTF8.GetBytes(json + '\u001e'), MostBytes));

    [Fact]
    public void TryRead_NotUtf8_IsLeftToTheOtherReader()
    {
        var record = Encoding.UTF8.GetBytes(Usual[0] + '\u001e');
        record[Usual[0].IndexOf("hi", StringComparison.Ordinal)] = 0xff;
        Assert.Null(SendReader.TryRead(record, MostBytes));
    }

    [Fact]
    public void TryRead_OneByteTooLong_IsLeftToTheOtherReader()
    {
        var record = Encoding.UTF8.GetBytes(Usual[0] + '\u001e');
        Assert.NotNull(SendReader.TryRead(record, record.Length - 1));
        Assert.Null(SendReader.TryRead(record, record.Length - 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TryRead_MutatedCalls_NeverDisagreesWithSignalR(int seed)
    {
        var random = new Random(seed);
        byte[][] usual = [.. Usual.Select(Encoding.UTF8.GetBytes)];
        byte[][] unusual = [.. Unusual.Select(Encoding.UTF8.GetBytes)];
        var (read, left) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var corpus = i % 2 == 0 ? usual : unusual;
            List<byte> mutated = [.. corpus[random.Next(corpus.Length)]];
            for (var changes = random.Next(3); changes > 0 && mutated.Count > 0; changes--)
            {
                Mutate(mutated, random);
            }

            byte[] record = [.. mutated.Where(octet => octet != 0x1e), 0x1e];
            if (SendReader.TryRead(record, MostBytes) is { } call)
            {
                read++;
                Assert.Equal(ReadBySignalR(record), Describe(call));
            }
            else
            {
                left++;
            }
        }

        Assert.InRange(read, 3000, 20_000);
        Assert.InRange(left, 1000, 20_000);
    }

    private static void Mutate(List<byte> record, Random random)
    {
        var place = random.Next(record.Count);
        switch (random.Next(4))
        {
            case 0:
                record.RemoveAt(place);
                break;
            case 1:
                record[place] = (byte)random.Next(256);
                break;
            case 2:
                record.Insert(place, (byte)"\"{}[],:019-.etrufalsn\\ \n"[random.Next(24)]);
                break;
            default:
                record.InsertRange(place, record.GetRange(place, random.Next(Math.Min(20, record.Count - place))));
                break;
        }
    }

    private string? ReadBySignalR(byte[] record)
    {
        var input = new System.Buffers.ReadOnlySequence<byte>(record);
        return new ChatHubProtocol(Options.Create(new GatewayOptions { FrameBytes = MostBytes })).TryParseMessage(ref input, _records, out var message)
            ? Describe(message)
            : null;
    }

    private static string? Describe(HubMessage? message) => message is InvocationMessage call
        ? $"{call.InvocationId} {call.Target} {string.Join('|', call.Arguments.Select(argument => JsonSerializer.Serialize(argument)))}"
        : message?.GetType().Name;
}
