namespace OrleansChat.Embedded.Tests.Grains;

internal interface IStateGrain : IGrainWithStringKey
{
    Task AddAsync(string word, bool write);

    Task<List<string>> ReadAsync();

    Task ClearAsync();

    Task EndAsync();
}
