namespace Orleans.Configuration;

/// <summary>How calls of a silo's grains travel.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How often a call may be sent on to another activation before it fails; 2 by default.</summary>
    public int MaxForwardCount { get; set; } = 2;
}
