namespace OrleansChat.Domain.Tests.Epochs;

/// <summary>A clock that shows what the test sets, backwards too.</summary>
internal sealed class SettableClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
