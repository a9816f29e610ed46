namespace OrleansChat.Grains.Interfaces;

/// <summary>
/// The one list of the gateways that are alive; its key is <see cref="Key"/>. A gateway stays in it while it renews its lease. When the grain itself is lost the
/// list begins again with what the silos know that look at it, and nobody is taken for gone before a whole lease has passed.
/// </summary>
[Alias("chat.IGatewayDirectoryGrain")]
public interface IGatewayDirectoryGrain : IGrainWithStringKey
{
    /// <summary>The key of the one grain.</summary>
    const string Key = "gateways";

    /// <summary>Renews a gateway's lease, or begins one.</summary>
    [Alias("Renew")]
    Task<LeaseRenewed> RenewAsync(GatewayLease lease);

    /// <summary>Ends a gateway's lease: it has stopped and holds no connection any more.</summary>
    [Alias("End")]
    Task EndAsync(GatewayId gateway);

    /// <summary>The gateways that are alive, to a silo that says what it knows of them itself.</summary>
    [Alias("List")]
    Task<GatewayList> ListAsync(GatewayLook look);
}
