namespace OrleansChat.Processes.Tests.Running;

/// <summary>How much load, and for how long.</summary>
/// <param name="Rooms">Rooms.</param>
/// <param name="Users">Users in each, spread over the servers.</param>
/// <param name="Rate">Messages a second, all rooms together.</param>
/// <param name="Seconds">How long it is sent.</param>
internal sealed record LoadPlan(int Rooms, int Users, double Rate, int Seconds);
