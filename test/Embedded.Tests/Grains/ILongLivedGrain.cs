namespace OrleansChat.Embedded.Tests.Grains;

internal interface ILongLivedGrain : IGrainWithStringKey
{
    Task TouchAsync();
}
