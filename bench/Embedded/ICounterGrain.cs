using Orleans;

namespace OrleansChat.Embedded.Bench;

/// <summary>As a room: one immutable command in, one result out.</summary>
internal interface ICounterGrain : IGrainWithStringKey
{
    Task<Posted> PostAsync(Post command);
}
