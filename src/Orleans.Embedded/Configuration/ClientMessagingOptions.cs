namespace Orleans.Configuration;

/// <summary>How calls of a client travel.</summary>
public class ClientMessagingOptions : MessagingOptions
{
}
