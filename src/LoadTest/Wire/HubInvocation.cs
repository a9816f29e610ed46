using System.Buffers.Text;
using System.Text;

namespace OrleansChat.LoadTest.Wire;

/// <summary>Writes invocations by hand. Rooms, keys and bodies are of this program's own making, so there is nothing to escape.</summary>
internal static class HubInvocation
{
    /// <summary>The invocation id of every <c>Join</c>; those of sends are digits.</summary>
    public static ReadOnlySpan<byte> JoinId => "join"u8;

    /// <summary>The invocation id of every <c>Hello</c>.</summary>
    public static ReadOnlySpan<byte> HelloId => "hello"u8;

    public static ReadOnlySpan<byte> Handshake => "{\"protocol\":\"json\",\"version\":1}\u001e"u8;

    public static ReadOnlySpan<byte> Ping => "{\"type\":6}\u001e"u8;

    /// <summary>Joins a room, unless told otherwise without its history: what stands before the join is nobody's delivery.</summary>
    public static byte[] Join(string room, int history = 0) => Encoding.UTF8.GetBytes(
        $$"""{"type":1,"invocationId":"join","target":"Join","arguments":[{"room":"{{room}}","history":{{history}}}]}""" + '\u001e');

    /// <summary>Goes on in a room from a place.</summary>
    public static byte[] Hello(string room, long epoch, long seq) => Encoding.UTF8.GetBytes(
        $$$"""{"type":1,"invocationId":"hello","target":"Hello","arguments":[{"rooms":[{"room":"{{{room}}}","epoch":{{{epoch}}},"seq":{{{seq}}}}]}]}""" + '\u001e');

    /// <summary>
    /// Writes a <c>Send</c>, for the first time or again. Its invocation id is <c>number.µs</c>, so that the answer brings along what is needed to check and to time it.
    /// </summary>
    public static int Send(Span<byte> destination, ReadOnlySpan<byte> room, ReadOnlySpan<byte> run, long number, long dueMicroseconds, ReadOnlySpan<byte> body, bool isRetry = false)
    {
        var length = 0;
        Append(destination, ref length, "{\"type\":1,\"invocationId\":\""u8);
        Append(destination, ref length, number);
        destination[length++] = (byte)'.';
        Append(destination, ref length, dueMicroseconds);
        Append(destination, ref length, "\",\"target\":\"Send\",\"arguments\":[{\"room\":\""u8);
        Append(destination, ref length, room);
        Append(destination, ref length, "\",\"key\":\""u8);
        Append(destination, ref length, run);
        destination[length++] = (byte)'-';
        Append(destination, ref length, number);
        Append(destination, ref length, "\",\"body\":\""u8);
        Append(destination, ref length, body);
        Append(destination, ref length, isRetry ? "\",\"retry\":true}]}\u001e"u8 : "\"}]}\u001e"u8);
        return length;
    }

    /// <summary>Says that the user types, or does not any more.</summary>
    public static byte[] Typing(ActionId id, string room, bool on) => Invocation(id, "Typing", $$"""{"room":"{{room}}","on":{{(on ? "true" : "false")}}}""");

    /// <summary>Says how far the user has read.</summary>
    public static byte[] MarkRead(ActionId id, string room, long seq) => Invocation(id, "MarkRead", $$"""{"room":"{{room}}","seq":{{seq}}}""");

    /// <summary>Says an emoji to a message, or takes it back.</summary>
    public static byte[] React(ActionId id, string room, string key, string target, string emoji, bool on) =>
        Invocation(id, "React", $$"""{"room":"{{room}}","key":"{{key}}","target":"{{target}}","emoji":"{{emoji}}","on":{{(on ? "true" : "false")}}}""");

    /// <summary>Gives a message another text.</summary>
    public static byte[] Edit(ActionId id, string room, string key, string target, string body) =>
        Invocation(id, "Edit", $$"""{"room":"{{room}}","key":"{{key}}","target":"{{target}}","body":"{{body}}"}""");

    /// <summary>Leaves a room.</summary>
    public static byte[] Leave(ActionId id, string room) => Invocation(id, "Leave", $$"""{"room":"{{room}}"}""");

    /// <summary>Reads the id of a <c>Send</c>.</summary>
    public static bool TryReadSendId(ReadOnlySpan<byte> id, out long number, out long dueMicroseconds)
    {
        dueMicroseconds = 0;
        return Utf8Parser.TryParse(id, out number, out int consumed) && consumed < id.Length && id[consumed] == '.'
            && Utf8Parser.TryParse(id[(consumed + 1)..], out dueMicroseconds, out int _);
    }

    private static byte[] Invocation(ActionId id, string method, string argument) => Encoding.UTF8.GetBytes(
        $$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":[{{argument}}]}""" + '\u001e');

    private static void Append(Span<byte> destination, ref int length, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(destination[length..]);
        length += bytes.Length;
    }

    private static void Append(Span<byte> destination, ref int length, long value)
    {
        Utf8Formatter.TryFormat(value, destination[length..], out var written);
        length += written;
    }
}
