namespace OrleansChat.Gateway.Auth;

/// <summary>
/// Keeps tickets where every gateway reaches them. It is given keys, not secrets: what it writes to logs, dashboards or disks lets nobody in.
/// </summary>
internal interface ITicketStore
{
    /// <summary>Makes a ticket valid.</summary>
    Task IssueAsync(string key, ConnectionTicket ticket);

    /// <summary>Uses a ticket up. Null where it was used, is over, or never was.</summary>
    Task<ConnectionTicket?> RedeemAsync(string key);
}
