namespace OrleansChat.Contracts;

/// <summary>A user as others see him.</summary>
/// <param name="Id">User id, 1–64 characters.</param>
/// <param name="Name">Name to show, 1–64 characters.</param>
public sealed record UserInfo(string Id, string Name);
