using System.Xml.Linq;

namespace OrleansChat.CommandLine.Tests.Testing;

/// <summary>Reports as the test host writes them.</summary>
internal static class TrxFiles
{
    public static XDocument Of(params ReadOnlySpan<string> results) => XDocument.Parse($"""
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>{string.Concat(results)}</Results></TestRun>
        """);

    public static string Passed(string test) => $"""<UnitTestResult testName="{test}" outcome="Passed" duration="00:00:00.1" />""";

    public static string Skipped(string test, string reason) => $"""
        <UnitTestResult testName="{test}" outcome="NotExecuted"><Output><ErrorInfo><Message>{reason}</Message></ErrorInfo></Output></UnitTestResult>
        """;

    public static string Failed(string test, string message, string stack, string outcome = "Failed") => $"""
        <UnitTestResult testName="{test}" outcome="{outcome}"><Output><ErrorInfo>
          <Message>{message}</Message><StackTrace>{stack}</StackTrace>
        </ErrorInfo></Output></UnitTestResult>
        """;
}
