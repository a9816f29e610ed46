namespace OrleansChat.Embedded.Tests.Grains;

/// <summary>Nothing implements it.</summary>
internal interface IOrphanGrain : IGrainWithStringKey
{
    Task WorkAsync();
}
