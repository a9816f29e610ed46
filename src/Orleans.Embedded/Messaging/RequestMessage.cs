using Orleans.Embedded.Silos;

namespace Orleans.Embedded.Messaging;

/// <summary>A call on its way to the silo or client that holds the callee.</summary>
internal sealed class RequestMessage(Call call, Node from, Node to)
    : Message(call.IsOneWay ? MessageKind.OneWay : MessageKind.Request, from.Address, to.Address, call.Target.GrainId, call.Name)
{
    // The callee may change the arguments that it was given, so that a duplicate needs arguments of its own.
    private readonly Call _spare = call.Duplicate();
    private Call? _next = call;

    public override void Deliver() => to.Receive(Interlocked.Exchange(ref _next, null) ?? _spare.Duplicate());
}
