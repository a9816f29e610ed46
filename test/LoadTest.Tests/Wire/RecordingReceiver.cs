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
        $"answer {Text(answer.InvocationId)} ok={answer.Ok} error={Text(answer.ErrorCode)} id={Text(answer.Id)} {answer.Epoch}/{answer.Seq}/{answer.Head}/{answer.Clock} duplicate={answer.Duplicate}"));

    public void Pushed(in WireFrame frame) => Found.Add(string.Create(
        CultureInfo.InvariantCulture,
        $"{frame.Kind} {Text(frame.Room)} {frame.Epoch}/{frame.Seq}/{frame.Clock}/{frame.Head} id={Text(frame.Id)} body={Text(frame.Body)} code={Text(frame.Code)}"));

    public void Closing(string reason) => Found.Add("closing " + reason);

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
