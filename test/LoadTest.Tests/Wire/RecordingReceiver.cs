using System.Globalization;
using System.Text;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Tests.Wire;

/// <summary>Writes down what the reader found.</summary>
internal sealed class RecordingReceiver : IHubReceiver
{
    public List<string> Found { get; } = [];

    public void Answered(in WireAnswer answer) => Found.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"answer {Text(answer.InvocationId)} ok={answer.Ok} error={Text(answer.ErrorCode)} id={Text(answer.Id)} {answer.Epoch}/{answer.Seq}/{answer.Head}/{answer.Clock} duplicate={answer.Duplicate}{(answer.Outcome.IsEmpty ? "" : " outcome=" + Text(answer.Outcome))}{(answer.User.IsEmpty ? "" : " user=" + Text(answer.User))}"));

    public void Listed(in WireFrame message) => Found.Add(string.Create(
        CultureInfo.InvariantCulture, $"listed {message.Kind} {message.Epoch}/{message.Seq}/{message.Clock} id={Text(message.Id)} body={Text(message.Body)}{(message.Rev == 0 ? "" : $" version={message.Version} rev={message.Rev} deleted={message.Deleted} pinned={message.Pinned}")}"));

    public void Reacted(ReadOnlySpan<byte> emoji, int count, bool own) => Found.Add($"reacted {Text(emoji)} {count} own={own}");

    public void Named(ReadOnlySpan<byte> user) => Found.Add("named " + Text(user));

    public void Pushed(in WireFrame frame) => Found.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"{frame.Kind} {Text(frame.Room)} {frame.Epoch}/{frame.Seq}/{frame.Clock}/{frame.Head} id={Text(frame.Id)} body={Text(frame.Body)} code={Text(frame.Code)}{Rare(frame)}{Change(frame)}{(frame.DelayMs > 0 ? $" delay={frame.DelayMs}" : "")}{(frame.RetryAfterMs > 0 ? $" retry={frame.RetryAfterMs}" : "")}"));

    public void Closing(string reason) => Found.Add("closing " + reason);

    private static string Rare(in WireFrame frame) => frame is { From: 0, To: 0, Count: 0, Recovered: false }
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" from={frame.From} to={frame.To} count={frame.Count} recovered={frame.Recovered}");

    private static string Change(in WireFrame frame) => frame.User.IsEmpty
        ? ""
        : $" user={Text(frame.User)} on={frame.On}{(frame.Target.IsEmpty ? "" : $" target={Text(frame.Target)} emoji={Text(frame.Emoji)}")}";

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
