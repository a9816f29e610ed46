using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Embedded.Messaging;
using Orleans.Embedded.Silos;
using Orleans.Runtime;

namespace Orleans.Embedded.Observers;

/// <summary>
/// The observers of one silo or client. As in Orleans a call of an observer that was deleted or collected is dropped, so that its caller
/// learns of it by the response timeout.
/// </summary>
internal sealed class ObserverRegistry(Node node)
{
    private static readonly GrainType ObserverType = GrainType.Create("sys.client");

    private readonly ConcurrentDictionary<GrainId, ObserverMailbox> _mailboxes = new();
    private long _count;

    /// <summary>The address of the silo or client in an observer's id.</summary>
    public static string HomeOf(GrainId observer) => observer.Key.ToString() is var key ? key[..key.IndexOf('+', StringComparison.Ordinal)] : "";

    public static bool IsObserver(GrainId id) => id.Type == ObserverType;

    public GrainId Add(IGrainObserver observer)
    {
        if (observer is GrainReference)
        {
            throw new ArgumentException("Argument obj is already a grain reference.", nameof(observer));
        }

        var number = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        var id = GrainId.Create(ObserverType, $"{node.Address.ToParsableString()}+{number}");
        _mailboxes.TryAdd(id, new ObserverMailbox(node, observer));
        return id;
    }

    public void Remove(IGrainObserver observer)
    {
        if (observer is not GrainReference reference)
        {
            throw new ArgumentException("Argument reference is not a grain reference.", nameof(observer));
        }

        if (!_mailboxes.TryRemove(reference.GrainId, out _))
        {
            throw new ArgumentException("Reference is not associated with a local object.", nameof(observer));
        }
    }

    public void Receive(Call call)
    {
        var id = call.Target.GrainId;
        if (_mailboxes.TryGetValue(id, out var mailbox) && !mailbox.IsGone)
        {
            mailbox.Receive(call);
            return;
        }

        _mailboxes.TryRemove(id, out _);
        node.Log.ObserverGone(id, call.Name);
    }
}
