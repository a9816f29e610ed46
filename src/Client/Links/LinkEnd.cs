using OrleansChat.Contracts;

namespace OrleansChat.Client.Links;

/// <summary>How a <see cref="GatewayLink"/> ended.</summary>
/// <param name="Reason">One plain sentence.</param>
/// <param name="Bye">What the server said about it, where it did.</param>
internal sealed record LinkEnd(string Reason, ByeFrame? Bye);
