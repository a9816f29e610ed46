namespace Orleans.Embedded.Messaging;

/// <summary>Takes the outcome of a call, once.</summary>
internal interface ICallOutcome<in TResult>
{
    /// <summary>Takes the outcome unless there is one already.</summary>
    void TrySettle(TResult result, Exception? exception);
}
