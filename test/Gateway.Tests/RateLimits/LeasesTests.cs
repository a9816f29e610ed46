using Microsoft.Extensions.Logging.Abstractions;
using OrleansChat.Gateway.RateLimits;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.RateLimits;

/// <summary>What a gateway makes of leases: when it asks, what it says, and what it never uses.</summary>
public sealed class LeasesTests : IDisposable
{
    private const long LeaseMs = 30_000;
    private static readonly UserId Ann = new("ann");

    private readonly FakeTime _time = new();
    private readonly GatewayIdentity _identity = new();
    private readonly ScriptedBucket _bucket;
    private readonly RateLimiter _limiter;

    public LeasesTests()
    {
        (var factory, _bucket) = ScriptedBucket.Create();
        _limiter = new RateLimiter(factory, _identity, _time, NullLogger<RateLimiter>.Instance);
        _bucket.Answer = _ => Task.FromResult(Granted(5));
    }

    public void Dispose() => _limiter.Dispose();

    [Fact]
    public async Task Take_WithinALease_AsksOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await TakeAsync());
        }

        var asked = Assert.Single(_bucket.Asked);
        Assert.Equal((_identity.Id, 1L, null, null), (asked.Gateway, asked.Number, asked.Ended, asked.Known));
    }

    [Fact]
    public async Task Take_LeaseUsedUp_AsksAgainAndTellsWhatAndWhen()
    {
        for (var i = 0; i < 5; i++)
        {
            await TakeAsync();
        }

        _time.Advance(TimeSpan.FromSeconds(3));
        await TakeAsync();

        Assert.Equal(2, _bucket.Asked.Count);
        Assert.Equal((2L, "a", new LeaseEnded(_identity.Id, 1, 0, 3_000)), (_bucket.Asked[1].Number, _bucket.Asked[1].Known, _bucket.Asked[1].Ended!));
    }

    [Fact]
    public async Task Take_LeaseRanOut_AsksAgainAndGivesTheRestBack()
    {
        await TakeAsync();
        _time.Advance(TimeSpan.FromMilliseconds(LeaseMs - 1));
        await TakeAsync();
        Assert.Single(_bucket.Asked);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await TakeAsync();

        Assert.Equal(new LeaseEnded(_identity.Id, 1, 3, 1), _bucket.Asked[1].Ended);
    }

    [Fact]
    public async Task Take_ManyAtOnce_ShareOneCall()
    {
        var answer = new TaskCompletionSource<Reply<TokensLeased>>();
        _bucket.Answer = _ => answer.Task;
        var takes = Enumerable.Range(0, 5).Select(_ => TakeAsync().AsTask()).ToArray();

        answer.SetResult(Granted(5));

        Assert.All(await Task.WhenAll(takes), Assert.Null);
        Assert.Single(_bucket.Asked);
    }

    [Fact]
    public async Task Take_Refused_IsRefusedFromMemoryUntilTheTimeNamed()
    {
        _bucket.Answer = _ => Task.FromResult<Reply<TokensLeased>>(RateRefusals.Empty(10, 60, 6_000));
        Assert.Equal(RateRefusals.Empty(10, 60, 6_000), await TakeAsync());
        _time.Advance(TimeSpan.FromMilliseconds(5_999));
        Assert.Equal(RateRefusals.Empty(10, 60, 1), await TakeAsync());
        Assert.Single(_bucket.Asked);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        _bucket.Answer = _ => Task.FromResult(Granted(1));
        Assert.Null(await TakeAsync());
    }

    [Fact]
    public async Task Take_NoAnswer_FailsAndSaysNextTimeThatNothingWasUsed()
    {
        _bucket.Answer = _ => Task.FromException<Reply<TokensLeased>>(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => TakeAsync().AsTask());

        _bucket.Answer = _ => Task.FromResult(Granted(1));
        await TakeAsync();

        Assert.Equal(new LeaseEnded(_identity.Id, 1, int.MaxValue, 0), _bucket.Asked[1].Ended);
    }

    [Fact]
    public async Task Take_AnswerTooLate_FailsAndUsesNothing()
    {
        _bucket.Answer = _ =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(LeaseMs));
            return Task.FromResult(Granted(5));
        };
        await Assert.ThrowsAsync<TimeoutException>(() => TakeAsync().AsTask());

        _bucket.Answer = _ => Task.FromResult(Granted(1));
        await TakeAsync();

        Assert.Equal(5, _bucket.Asked[1].Ended!.Unused);
    }

    [Fact]
    public async Task Recall_OfALease_EndsItAndTellsWhatIsLeft()
    {
        await TakeAsync();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new LeaseEnded(_identity.Id, 1, 4, 1_000), await RecallAsync(Ann));
        Assert.Equal(new LeaseEnded(_identity.Id, 1, 4, 1_000), await RecallAsync(Ann));

        await TakeAsync();
        Assert.Equal(2, _bucket.Asked.Count);
    }

    [Fact]
    public async Task Recall_WhileItsAnswerIsOnTheWay_EndsNothing()
    {
        var answer = new TaskCompletionSource<Reply<TokensLeased>>();
        _bucket.Answer = _ => answer.Task;
        var take = TakeAsync().AsTask();

        Assert.Equal(TokenLease.Nothing(_identity.Id), await RecallAsync(Ann));

        answer.SetResult(Granted(1));
        Assert.Null(await take);
    }

    [Fact]
    public async Task Recall_OfAUserWhoIsNotHere_EndsNothing() => Assert.Equal(TokenLease.Nothing(_identity.Id), await RecallAsync(new UserId("ben")));

    [Fact]
    public async Task Sweep_NobodyComes_TellsTheBucketOnceAndForgetsTheUser()
    {
        await TakeAsync();
        _time.Advance(TimeSpan.FromMilliseconds(LeaseMs * 3 / 2 - 1));
        Assert.Empty(_bucket.Returned);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((1L, 4), Assert.Single(_bucket.Returned) is var ended ? (ended.Number, ended.Unused) : default);
        Assert.Equal(1, _limiter.Count);

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Single(_bucket.Returned);
        Assert.Equal(0, _limiter.Count);
        await TakeAsync();
        Assert.Null(_bucket.Asked[1].Known);
    }

    [Fact]
    public async Task Take_InTheSteadyState_AllocatesNothing()
    {
        _bucket.Answer = _ => Task.FromResult(Granted(1_000_000));
        await TakeAsync();
        BytesOf(1_000);
        Assert.Equal(0, BytesOf(10_000));
    }

    private static Reply<TokensLeased> Granted(int count) => new TokensLeased(count, LeaseMs, 60_000, "a");

    private ValueTask<Refused?> TakeAsync() => _limiter.TakeAsync(RateLimitTier.Message, Ann);

    private Task<LeaseEnded> RecallAsync(UserId user) => _limiter.RecallAsync(new BucketKey(RateLimitTier.Message, user).ToString());

    private long BytesOf(int takes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var completed = 0;
        for (var i = 0; i < takes; i++)
        {
#pragma warning disable CA2012 // It is looked at once, and awaiting it would count the test's own allocations.
            var take = TakeAsync();
#pragma warning restore CA2012
            completed += take.IsCompletedSuccessfully && take.Result is null ? 1 : 0;
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(takes, completed);
        return bytes;
    }
}
