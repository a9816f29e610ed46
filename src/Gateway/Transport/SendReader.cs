using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Protocol;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Hubs;

namespace OrleansChat.Gateway.Transport;

/// <summary>
/// Reads the one call of which nearly all that comes in consists, <see cref="ChatHub.Send"/>, where it is written as clients write it. Whatever is unusual in
/// any way is left to SignalR's reader, which takes several times as long, so that there is one place that says what is wrong with a call.
/// </summary>
internal static class SendReader
{
    private const byte RecordSeparator = 0x1e;

    /// <summary>Reads a record with its separator; null where the other reader must.</summary>
    public static InvocationMessage? TryRead(ReadOnlySpan<byte> record, int mostBytes)
    {
        if (record is not [(byte)'{', .., RecordSeparator] || record.Length - 1 > mostBytes)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(record[..^1]);
            return TryReadCall(ref reader, out var invocationId, out var request) && !reader.Read()
                ? new InvocationMessage(invocationId, nameof(ChatHub.Send), [request])
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool TryReadCall(ref Utf8JsonReader reader, out string? invocationId, out SendRequest? request)
    {
        (invocationId, request) = (null, null);
        var (isCall, isSend) = (false, false);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (!isCall && reader.ValueTextEquals("type"u8))
            {
                isCall = reader.Read() && reader.TokenType is JsonTokenType.Number && reader.ValueSpan.SequenceEqual("1"u8);
                if (!isCall)
                {
                    return false;
                }
            }
            else if (invocationId is null && reader.ValueTextEquals("invocationId"u8))
            {
                if (!TryReadText(ref reader, out invocationId))
                {
                    return false;
                }
            }
            else if (!isSend && reader.ValueTextEquals("target"u8))
            {
                isSend = reader.Read() && reader.TokenType is JsonTokenType.String && reader.ValueTextEquals("Send"u8);
                if (!isSend)
                {
                    return false;
                }
            }
            else if (request is not null || !reader.ValueTextEquals("arguments"u8) || !TryReadArguments(ref reader, out request))
            {
                return false;
            }
        }

        return isCall && isSend && request is not null && reader.TokenType is JsonTokenType.EndObject;
    }

    private static bool TryReadArguments(ref Utf8JsonReader reader, out SendRequest? request)
    {
        request = null;
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartArray || !reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            return false;
        }

        string? room = null, key = null, body = null;
        long? clock = null;
        bool? retry = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isRead = room is null && reader.ValueTextEquals("room"u8) ? TryReadText(ref reader, out room)
                : key is null && reader.ValueTextEquals("key"u8) ? TryReadText(ref reader, out key)
                : body is null && reader.ValueTextEquals("body"u8) ? TryReadText(ref reader, out body)
                : clock is null && reader.ValueTextEquals("clock"u8) ? TryReadNumber(ref reader, out clock)
                : retry is null && reader.ValueTextEquals("retry"u8) && TryReadFlag(ref reader, out retry);
            if (!isRead)
            {
                return false;
            }
        }

        request = room is null || key is null || body is null ? null : new SendRequest(room, key, body, clock, retry);
        return request is not null && reader.Read() && reader.TokenType is JsonTokenType.EndArray;
    }

    private static bool TryReadText(ref Utf8JsonReader reader, out string? text)
    {
        text = reader.Read() && reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        return text is not null;
    }

    private static bool TryReadNumber(ref Utf8JsonReader reader, out long? number)
    {
        number = reader.Read() && reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var whole) ? whole : null;
        return number is not null;
    }

    private static bool TryReadFlag(ref Utf8JsonReader reader, out bool? flag)
    {
        flag = reader.Read() && reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.TokenType is JsonTokenType.True : null;
        return flag is not null;
    }
}
