namespace OrleansChat.Grains.Interfaces;

/// <summary>A gateway as a presence sees it: connections there want to know what becomes of the user.</summary>
[Alias("chat.IPresenceWatcher")]
public interface IPresenceWatcher : IGrainObserver
{
    /// <summary>Tells what a user is now to others. What comes late, with a lower version than was told before, is to be dropped.</summary>
    [Alias("Changed")]
    Task ChangedAsync(SeenPresence seen);
}
