namespace OrleansChat.LoadTest.Wire;

internal enum WireFrameKind
{
    /// <summary>Something without a place in the order, or unknown to this program.</summary>
    Other,

    Message,

    /// <summary>A member joined or left.</summary>
    Event,

    Epoch,

    Resync,

    Bye,
}
