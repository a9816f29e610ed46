using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Embedded.Messaging;
using Orleans.Runtime;

namespace Orleans.Embedded.Silos;

/// <summary>A client outside of all silos.</summary>
internal sealed class ClientNode(Fabric fabric, string name, SiloAddress address, IServiceProvider services)
    : Node(fabric, name, address, services, services.GetRequiredService<IOptions<ClientMessagingOptions>>().Value.ResponseTimeout)
{
    public override void Receive(Call call)
    {
        if (IsDead)
        {
            call.Abandon(new ClientNotAvailableException(call.Target.GrainId));
        }
        else
        {
            Observers.Receive(call);
        }
    }

    public override Exception Unavailable(string what) => new SiloUnavailableException($"The client {Address} became unavailable for {what}.");
}
