namespace Orleans.Embedded.Turns;

/// <summary>Something that asks for a turn of an activation or observer: a call or a timer's tick.</summary>
internal abstract class Request
{
    /// <summary>The request behind this one in its mailbox.</summary>
    public Request? Next { get; set; }

    /// <summary>Starts in the midst of whatever is awaited.</summary>
    public abstract bool AlwaysInterleaves { get; }

    /// <summary>Starts in the midst of other such requests.</summary>
    public abstract bool IsReadOnly { get; }

    /// <summary>Counts as use of the activation.</summary>
    public abstract bool KeepsAlive { get; }

    /// <summary>Nobody waits for it any more, so that it need not start.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Does the work; may throw.</summary>
    public abstract Task Invoke(object target);

    /// <summary>Takes the completed work.</summary>
    public abstract void Complete(Task work);

    /// <summary>Takes the failure to do the work.</summary>
    public abstract void Fail(Exception exception);
}
