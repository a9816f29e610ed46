namespace OrleansChat.Grains.Presence;

/// <summary>What grain storage keeps of a user's presence.</summary>
[GenerateSerializer, Alias("chat.PresenceRecord")]
internal sealed record PresenceRecord
{
    /// <summary>When the last device left, in Unix milliseconds; null where the user was not seen yet.</summary>
    [Id(0)]
    public long? LastSeen { get; set; }
}
