using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Fanout;

/// <summary>One delivery to a gateway and the answer that it waits for.</summary>
internal sealed class DeliveryCall(EventBatch batch)
{
    public TaskCompletionSource<DeliveryReceipt> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RoomEvent[] Events => batch.Events;

    /// <summary>The numbers of the events in the batch.</summary>
    public string Numbers => string.Join(' ', batch.Events.Cast<OrderedEvent>().Select(ordered => ordered.Seq));

    public void Succeed() => Answer.SetResult(DeliveryReceipt.AllKept);

    public void Answers(params DeliveryOutcome[] outcomes) => Answer.SetResult(new DeliveryReceipt(outcomes));

    public void Fail() => Answer.SetException(new TimeoutException("The gateway did not answer."));
}
