namespace OrleansChat.Simulation.Checking;

/// <summary>What a user sent under one key.</summary>
internal sealed class SentMessage(string user, string key, string body, Position after)
{
    public string User { get; } = user;

    public string Key { get; } = key;

    public string Body { get; } = body;

    /// <summary>Its sender's last acknowledged message when it was sent, behind which it must stand.</summary>
    public Position After { get; } = after;

    public string? MessageId { get; set; }

    public Position Position { get; set; }

    public bool IsAcknowledged { get; set; }

    /// <summary>Whether the room was empty since.</summary>
    public bool IsForgotten { get; set; }

    public bool IsRefused { get; set; }

    public override string ToString() => $"{User}'s {Key} ({MessageId} at {Position})";
}
