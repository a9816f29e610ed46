using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;

namespace OrleansChat.Gateway.Tests.Fanout;

public sealed class FrameEncoderTests
{
    private static readonly UserInfo Ann = new("ann", "Änn 你");

    private readonly JsonHubProtocol _json = new(Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = ChatJson.Options }));

    public static TheoryData<string> FrameTypes => [.. Examples.Keys];

    private static Dictionary<string, Frame> Examples { get; } = new Frame[]
    {
        new MessageFrame("A", 5, 6, 7, 8, "5-6", Ann, "one \n two \\ /", "text", "k1"),
        new EditedFrame("A", 5, 6, 7, 8, "5-5", Ann, "other"),
        new DeletedFrame("A", 5, 6, 7, 8, "5-5", Ann),
        new ReactionFrame("A", 5, 6, 7, 8, "5-5", Ann, "👍", On: true),
        new PinFrame("A", 5, 6, 7, 8, "5-5", Ann, On: false),
        new ModeratedFrame("A", 5, 6, 7, 8, "ban", Ann, new UserInfo("bob", "Bob"), Until: 9, Reason: "rude"),
        new RoleFrame("A", 5, 6, 7, 8, Ann, "moderator", new UserInfo("bob", "Bob")),
        new JoinedFrame("A", 5, 6, 7, 8, new MemberInfo("ann", "Ann", "member"), 2),
        new LeftFrame("A", 5, 6, 7, 8, Ann, "left", 1),
        new TypingFrame("A", Ann, On: true),
        new ReadFrame("A", "ann", long.MaxValue),
        new EpochFrame("A", 5, 6, Recovered: true, [new MessageFrame("A", 4, 5, 6, 7, "4-5", Ann, "two", "text")], [new PinFrame("A", 5, 6, 7, 8, "5-5", Ann, On: true)]),
        new MembersFrame("A", [new MemberInfo("ann", "Ann", "member")], 1),
        new GapFrame("A", 7, 9),
        new DigestFrame("A", 5, 6, 3),
        new PresenceFrame("ann", PresenceStatuses.Busy, "in a class", 7, 9),
        new SlowFrame(SlowFrame.Receipts),
        new DrainFrame(1500),
        new ResyncFrame("A", "why"),
        new ByeFrame("OVERLOADED", "why", "resume", 1000),
    }.ToDictionary(frame => frame.GetType().Name);

    [Theory]
    [MemberData(nameof(FrameTypes))]
    public void Encode_Frame_IsByteForByteWhatSignalRWrites(string type)
    {
        var frame = Examples[type];
        var expected = _json.GetMessageBytes(new InvocationMessage("Deliver", [new Frame[] { frame }]));

        var encoded = FrameEncoder.Encode(frame);

        var bytes = encoded.Message.GetSerializedMessage(_json);
        Assert.Equal(Encoding.UTF8.GetString(expected.Span), Encoding.UTF8.GetString(bytes.Span));
        Assert.True(expected.Span.SequenceEqual(bytes.Span));
        Assert.Equal(bytes.Length, encoded.Bytes);
    }

    [Fact]
    public void Combine_AllFrames_IsByteForByteWhatSignalRWrites()
    {
        var expected = _json.GetMessageBytes(new InvocationMessage("Deliver", [Examples.Values.ToArray()]));
        var parts = Examples.Values.Select(FrameEncoder.Encode).ToArray();

        var combined = FrameEncoder.Combine(parts);

        Assert.Equal(Encoding.UTF8.GetString(expected.Span), Encoding.UTF8.GetString(combined.Message.GetSerializedMessage(_json).Span));
        Assert.Equal(parts, combined.Parts);
        Assert.Same(parts[0], FrameEncoder.Combine([parts[0]]));
    }

    [Fact]
    public void Encode_TextThatIsMarkup_IsTheSameTextWithoutItsSigns()
    {
        const string Body = "<script>alert('1')</script> & \"q\" \U0001F600 \u2028 \u202e";
        var frame = new MessageFrame("A", 5, 6, 7, 8, "5-6", Ann, Body, "text", "k1");

        var bytes = FrameEncoder.Encode(frame).Message.GetSerializedMessage(_json);

        Assert.True(bytes.Span.IndexOfAny("<>&'"u8) < 0, Encoding.UTF8.GetString(bytes.Span));
        using var document = JsonDocument.Parse(bytes[..^1]);
        Assert.Equal(Body, document.RootElement.GetProperty("arguments")[0][0].GetProperty("body").GetString());
    }

    [Fact]
    public void FrameTypes_Examples_AreAllThatThereAre() =>
        Assert.Equal(
            typeof(Frame).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Frame)) && !type.IsAbstract).Select(type => type.Name).Order(),
            Examples.Keys.Order());

    [Fact]
    public void Encode_LongFrameThenAShortOne_LeavesNothingOfTheFirst()
    {
        FrameEncoder.Encode(new ResyncFrame("A", new string('x', 5000)));

        var encoded = FrameEncoder.Encode(new ResyncFrame("A", "y"));

        Assert.Equal(
            """{"type":1,"target":"Deliver","arguments":[[{"type":"resync","reason":"y","room":"A"}]]}""" + '\u001e',
            Encoding.UTF8.GetString(encoded.Message.GetSerializedMessage(_json).Span));
    }
}
