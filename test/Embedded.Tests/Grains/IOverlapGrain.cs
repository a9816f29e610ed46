namespace OrleansChat.Embedded.Tests.Grains;

internal interface IOverlapGrain : IGrainWithStringKey
{
    Task WorkAsync();
}
