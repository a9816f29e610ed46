namespace OrleansChat.History.Tests.Reference;

internal enum ReferenceClientState
{
    Outside,
    Joining,
    Inside,
    Leaving,
    Away,
    Resuming,
}
