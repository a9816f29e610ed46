using Orleans.Embedded.References;
using Orleans.Embedded.Silos;
using Orleans.Embedded.Turns;
using Orleans.Runtime;

namespace Orleans.Embedded.Messaging;

/// <summary>A call of a grain or observer, from the caller's send to the callee's turn.</summary>
internal abstract class Call : Request, IThreadPoolWorkItem
{
    /// <summary>The reference through which the call was made.</summary>
    public required GrainReference Target { get; init; }

    /// <summary>The silo or client that made the call.</summary>
    public required Node Caller { get; init; }

    /// <summary>Timestamp after which nobody waits.</summary>
    public required long Deadline { get; init; }

    /// <summary>The silo or client that has the call now; its loss is the call's.</summary>
    public Node? Holder { get; set; }

    /// <summary>How often the call was sent on to another activation.</summary>
    public int Forwards { get; set; }

    /// <summary>Neighbours among the caller's pending calls.</summary>
    public Call? PreviousPending { get; set; }

    /// <inheritdoc cref="PreviousPending"/>
    public Call? NextPending { get; set; }

    /// <summary>Which part of the caller's pending calls holds this one.</summary>
    public int Stripe { get; set; }

    public string Name => Shape.Name;

    public bool IsOneWay => Shape.IsOneWay;

    public sealed override bool AlwaysInterleaves => Shape.AlwaysInterleaves;

    public sealed override bool IsReadOnly => Shape.IsReadOnly;

    public sealed override bool KeepsAlive => true;

    protected abstract GrainMethod Shape { get; }

    /// <summary>The same call with arguments of its own; whichever ends first is the outcome.</summary>
    public abstract Call Duplicate();

    /// <summary>The call goes to another silo or client than it was at: references among its arguments make their calls from there.</summary>
    public abstract void MoveArguments(Node to);

    /// <summary>Fails the call at its caller, whatever the callee still does.</summary>
    public abstract void Abandon(Exception exception);

    public abstract void Execute();
}
