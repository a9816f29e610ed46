namespace OrleansChat.EndToEnd.Tests.Requirements;

/// <summary>A test that needs a browser and the built web page.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        Skip = Requirement.SkipReason(Requirement.Chromium, Requirement.WebPage, Requirement.AccessibilityChecker);
        Timeout = (int)TimeSpan.FromMinutes(2).TotalMilliseconds;
    }
}
