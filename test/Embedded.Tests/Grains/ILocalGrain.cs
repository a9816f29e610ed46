namespace OrleansChat.Embedded.Tests.Grains;

internal interface ILocalGrain : IGrainWithStringKey
{
    Task<SiloAddress> WhereAsync();
}
