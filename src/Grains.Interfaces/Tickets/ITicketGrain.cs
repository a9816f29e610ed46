namespace OrleansChat.Grains.Interfaces;

/// <summary>
/// One connection ticket; its key is a hash of the ticket's secret. A ticket stands in for an access token in a URL, once and for a short time, on
/// whichever gateway the client arrives: the grain is the one place that knows whether it was used.
/// </summary>
[Alias("chat.ITicketGrain")]
public interface ITicketGrain : IGrainWithStringKey
{
    /// <summary>Makes the ticket valid.</summary>
    [Alias("Issue")]
    Task IssueAsync(Ticket ticket);

    /// <summary>Uses the ticket up. Null where it was used, is over, or never was.</summary>
    [Alias("Redeem")]
    Task<Ticket?> RedeemAsync();
}
