namespace OrleansChat.Client.Sync;

/// <summary>Where a message of an <see cref="Outbox"/> stands.</summary>
internal enum OutboxState
{
    /// <summary>To be sent, for the first time or again.</summary>
    Pending,

    /// <summary>On its way over a connection that lives.</summary>
    Sent,

    /// <summary>The room has it.</summary>
    Acknowledged,

    /// <summary>The room does not want it.</summary>
    Refused,

    /// <summary>Given up: the room may have it or not.</summary>
    Unknown,

    /// <summary>Given up before it was ever sent.</summary>
    Withdrawn,
}
