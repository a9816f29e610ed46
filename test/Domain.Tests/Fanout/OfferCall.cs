using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Fanout;

/// <summary>One question to a gateway and the answer that it waits for.</summary>
internal sealed class OfferCall(OfferRequest request)
{
    public TaskCompletionSource<RoomOffer[]> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The rooms that it asks for.</summary>
    public string Rooms => string.Join(' ', request.Rooms.Select(fence => fence.Room.Value));

    public RoomFence[] Fences => request.Rooms;

    public void Succeed(params RoomOffer[] offers) => Answer.SetResult(offers);

    public void Fail() => Answer.SetException(new TimeoutException("The gateway did not answer."));
}
