namespace OrleansChat.Contracts;

/// <summary>What answers.</summary>
/// <param name="Version">The product's version.</param>
/// <param name="Runtime">The Orleans runtime: <c>microsoft</c> or <c>embedded</c>.</param>
/// <param name="Gateway">Id of the gateway process.</param>
public sealed record ServerInfo(string Version, string Runtime, string Gateway);
