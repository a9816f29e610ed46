using System.Xml.Linq;

namespace OrleansChat.CommandLine.Testing;

/// <summary>Reads the report (TRX) that the test host writes.</summary>
internal static class TrxReport
{
    private static readonly XNamespace Namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static SuiteResult Read(XDocument report, string suite, TimeSpan time)
    {
        var results = report.Descendants(Namespace + "UnitTestResult").ToLookup(result => (string?)result.Attribute("outcome"));
        var passed = results["Passed"].Count();
        var skips = results["NotExecuted"].Select(Outcome).ToArray();

        // Whatever is neither passed nor skipped (failed, timed out, aborted, …) did not do what it should.
        var failures = results.Where(group => group.Key is not ("Passed" or "NotExecuted")).SelectMany(group => group).Select(Outcome).ToArray();
        return new SuiteResult(suite, passed, failures, skips, time);
    }

    private static TestOutcome Outcome(XElement result)
    {
        var output = result.Element(Namespace + "Output");
        var error = output?.Element(Namespace + "ErrorInfo");
        string?[] parts =
        [
            (string?)error?.Element(Namespace + "Message"),
            (string?)error?.Element(Namespace + "StackTrace"),
            (string?)output?.Element(Namespace + "StdOut"),
        ];
        var reason = string.Join(Environment.NewLine, parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return new TestOutcome((string)result.Attribute("testName")!, reason.Length > 0 ? reason : "no reason was given");
    }
}
