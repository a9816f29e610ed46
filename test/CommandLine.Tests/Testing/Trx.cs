using System.Xml.Linq;

namespace OrleansChat.CommandLine.Tests.Testing;

/// <summary>Small reports in the format of the test host.</summary>
internal static class Trx
{
    private static readonly XNamespace Namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static XDocument Report(params XElement[] results) =>
        new(new XElement(Namespace + "TestRun", new XElement(Namespace + "Results", results)));

    public static XElement Passed(string test) => Result(test, "Passed");

    public static XElement Skipped(string test, string reason) =>
        Result(test, "NotExecuted", new XElement(Namespace + "StdOut", reason));

    public static XElement Failed(string test, string message, string stackTrace, string outcome = "Failed") =>
        Result(test, outcome, new XElement(
            Namespace + "ErrorInfo", new XElement(Namespace + "Message", message), new XElement(Namespace + "StackTrace", stackTrace)));

    public static XElement Result(string test, string? outcome, params XElement[] output) =>
        new(
            Namespace + "UnitTestResult",
            new XAttribute("testName", test),
            outcome is null ? null : new XAttribute("outcome", outcome),
            output.Length == 0 ? null : new XElement(Namespace + "Output", output));
}
