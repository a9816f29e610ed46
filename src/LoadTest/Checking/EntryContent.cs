namespace OrleansChat.LoadTest.Checking;

internal enum EntryContent
{
    /// <summary>A number that was skipped, or that nobody has said anything about yet.</summary>
    Unknown,

    /// <summary>A message.</summary>
    Message,

    /// <summary>Another ordered event: a member joined or left.</summary>
    Event,
}
