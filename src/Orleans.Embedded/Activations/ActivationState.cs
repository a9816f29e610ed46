namespace Orleans.Embedded.Activations;

/// <summary>The life of an activation, in order.</summary>
internal enum ActivationState
{
    /// <summary>Has a mailbox and no instance yet.</summary>
    Created,

    /// <summary>Makes its instance, reads its state, runs <see cref="IGrainBase.OnActivateAsync"/>.</summary>
    Activating,

    /// <summary>Takes calls.</summary>
    Valid,

    /// <summary>Gone; its waiting calls have moved on.</summary>
    Invalid,
}
