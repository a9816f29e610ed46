namespace OrleansChat.LoadTest.Checking;

internal enum SendState
{
    /// <summary>On its way; the answer is awaited.</summary>
    Sent,

    Acknowledged,

    Refused,

    /// <summary>The sender's connection ended first: the message may stand in the order or not.</summary>
    Unknown,
}
