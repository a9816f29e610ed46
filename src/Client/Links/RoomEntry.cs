using OrleansChat.Client.Sync;

namespace OrleansChat.Client.Links;

/// <summary>A room that the user is in or wants to be in; guarded by the lock of its <see cref="ChatSynchronizer"/>.</summary>
internal sealed class RoomEntry(RoomView view)
{
    /// <summary>Changes that may wait for one reader; then it is told to read the room anew.</summary>
    private const int UnreadChanges = 4096;

    public RoomView View => view;

    public Feed<RoomChange> Changes { get; } = new(UnreadChanges, new RoomReplaced());

    /// <summary>Completes when the room was entered for the first time, or fails when it was not to be.</summary>
    public TaskCompletionSource Joining { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The link over which the room's frames come; null where there is none.</summary>
    public GatewayLink? Link { get; set; }

    /// <summary>The link over which a needed call is under way; one at a time.</summary>
    public GatewayLink? Asking { get; set; }

    /// <summary>The highest number that the user has read.</summary>
    public long ReadUpTo { get; set; }

    /// <summary>The highest number that the server has confirmed as read.</summary>
    public long ReadTold { get; set; }

    /// <summary>The link over which a read marker is under way.</summary>
    public GatewayLink? Marking { get; set; }

    /// <summary>The last signal about the user's own typing, and when it was sent.</summary>
    public (bool On, DateTimeOffset At) Typing { get; set; }
}
