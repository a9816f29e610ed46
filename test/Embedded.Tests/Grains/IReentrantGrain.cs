namespace OrleansChat.Embedded.Tests.Grains;

internal interface IReentrantGrain : IGrainWithStringKey
{
    Task WorkAsync(string name);
}
