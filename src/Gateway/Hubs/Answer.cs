using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Hubs;

/// <summary>A result with something to do once it has been written to the client: let the events go that were held back behind it.</summary>
internal sealed record Answer(Result Result, Action AfterWritten);
