using Orleans.Embedded.Silos;

namespace Orleans.Embedded.Messaging;

/// <summary>An outcome on its way to the caller.</summary>
internal sealed class ResponseMessage<TResult>(Call call, Node from, Node to, TResult result, Exception? exception)
    : Message(MessageKind.Response, from.Address, to.Address, call.Target.GrainId, call.Name)
{
    public override void Deliver()
    {
        if (!to.IsDead)
        {
            ((ICallOutcome<TResult>)call).TrySettle(result, exception);
        }
    }
}
