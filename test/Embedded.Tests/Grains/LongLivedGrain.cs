namespace OrleansChat.Embedded.Tests.Grains;

[CollectionAgeLimit(Minutes = 10)]
internal sealed class LongLivedGrain : Grain, ILongLivedGrain
{
    public Task TouchAsync() => Task.CompletedTask;
}
