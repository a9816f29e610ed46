using Microsoft.Extensions.Options;

namespace OrleansChat.Grains.RateLimits;

/// <summary>The limits a user has, by tier; the configuration section <c>RateLimits</c>.</summary>
public sealed record RateLimitsOptions
{
    /// <summary>Messages. Default 10 in 60 s.</summary>
    public RateLimitOptions Message { get; init; } = new() { Limit = 10, WindowSeconds = 60 };

    /// <summary>Files. Default 5 in 300 s.</summary>
    public RateLimitOptions File { get; init; } = new() { Limit = 5, WindowSeconds = 300 };

    /// <summary>Rooms made. Default 3 in 3,600 s.</summary>
    public RateLimitOptions Room { get; init; } = new() { Limit = 3, WindowSeconds = 3600 };

    /// <summary>Typing signals. Default 30 in 60 s.</summary>
    public RateLimitOptions Typing { get; init; } = new() { Limit = 30, WindowSeconds = 60 };

    /// <summary>Changes of one's own presence. Default 30 in 60 s.</summary>
    public RateLimitOptions Presence { get; init; } = new() { Limit = 30, WindowSeconds = 60 };

    /// <summary>Edits, deletions, reactions and pins. Default 30 in 60 s.</summary>
    public RateLimitOptions Change { get; init; } = new() { Limit = 30, WindowSeconds = 60 };

    /// <summary>The limit of a tier.</summary>
    public RateLimitOptions this[RateLimitTier tier] => tier switch
    {
        RateLimitTier.Message => Message,
        RateLimitTier.File => File,
        RateLimitTier.Room => Room,
        RateLimitTier.Typing => Typing,
        RateLimitTier.Presence => Presence,
        RateLimitTier.Change => Change,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "There is no such tier."),
    };

    internal sealed class Validator : IValidateOptions<RateLimitsOptions>
    {
        public ValidateOptionsResult Validate(string? name, RateLimitsOptions options)
        {
            var failures = Enum.GetValues<RateLimitTier>().SelectMany(tier => Failures(tier, options[tier])).ToArray();
            return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }

        private static IEnumerable<string> Failures(RateLimitTier tier, RateLimitOptions limit)
        {
            if (limit.Limit is < 1 or > 1_000_000)
            {
                yield return $"RateLimits:{tier}:Limit is {limit.Limit}; it must be 1 to 1,000,000.";
            }

            if (limit.WindowSeconds is < 1 or > 86_400)
            {
                yield return $"RateLimits:{tier}:WindowSeconds is {limit.WindowSeconds}; it must be 1 to 86,400.";
            }
        }
    }
}
