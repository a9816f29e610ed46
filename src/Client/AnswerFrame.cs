using System.Text.Json;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>
/// The answer of a posted call, in the place among the frames in which the server wrote it: what it says is true for the frames behind it, and only
/// a reader that takes both from one queue can tell.
/// </summary>
internal sealed record AnswerFrame(Action<JsonElement, ChatError?> Answered, JsonElement Result, ChatError? Error) : Frame
{
    public void Take() => Answered(Result, Error);
}
