namespace OrleansChat.LoadTest.Wire;

internal enum WireFrameKind
{
    /// <summary>Something without a place in the order, or unknown to this program.</summary>
    Other,

    Message,

    /// <summary>A member joined or left.</summary>
    Event,

    Edited,

    Deleted,

    Reaction,

    Pin,

    /// <summary>Somebody types, or does not any more.</summary>
    Typing,

    /// <summary>How far somebody has read.</summary>
    Read,

    Epoch,

    /// <summary>Who is in the room now.</summary>
    Members,

    /// <summary>Messages of some numbers may be missing.</summary>
    Gap,

    /// <summary>Frames were left out because this client reads too slowly.</summary>
    Digest,

    Resync,

    /// <summary>The server is about to stop.</summary>
    Drain,

    Bye,
}
