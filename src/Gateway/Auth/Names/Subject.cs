namespace OrleansChat.Gateway.Auth;

/// <summary>
/// What a token's <c>sub</c> must be to serve as a user id. Ids become parts of grain keys, log lines and URLs, so they are printable ASCII; <c>/</c>
/// separates the parts of grain keys.
/// </summary>
internal static class Subject
{
    public const int MaximumLength = 64;
    public const string Rule = "it is 1 to 64 printable ASCII characters, without spaces and '/'";

    public static bool IsValid(string subject) =>
        subject.Length is > 0 and <= MaximumLength && !subject.AsSpan().ContainsAnyExceptInRange('!', '~') && !subject.Contains('/');
}
