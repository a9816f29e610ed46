using Orleans.Embedded.Silos;
using Orleans.Embedded.Turns;
using Orleans.Runtime;

namespace Orleans.Embedded.Observers;

/// <summary>The mailbox of an observer, which it does not keep alive.</summary>
internal sealed class ObserverMailbox(Node node, IGrainObserver observer) : Mailbox(node)
{
    private readonly WeakReference<IGrainObserver> _observer = new(observer);

    public bool IsGone => !_observer.TryGetTarget(out _);

    protected override object? Target => _observer.TryGetTarget(out var observer) ? observer : null;

    protected override bool MayStartRequests => true;

    public void Receive(Request request)
    {
        lock (Gate)
        {
            EnqueueUnderGate(request);
        }
    }

    protected override void OnEnded(Request request)
    {
        // Nothing follows: an observer has no life of its own.
    }
}
