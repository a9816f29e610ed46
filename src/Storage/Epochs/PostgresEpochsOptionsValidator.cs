using Microsoft.Extensions.Options;

namespace OrleansChat.Storage.Epochs;

internal sealed class PostgresEpochsOptionsValidator : IValidateOptions<PostgresEpochsOptions>
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(1);

    public ValidateOptionsResult Validate(string? name, PostgresEpochsOptions options)
    {
        List<string> failures = [];
        if (options.Timeout < ShortestTimeout || options.Timeout > LongestTimeout)
        {
            failures.Add($"{PostgresEpochsOptions.Section}:Timeout is {options.Timeout}; it must be from {ShortestTimeout} to {LongestTimeout}.");
        }

        if (options.MaxWaiting < 1)
        {
            failures.Add($"{PostgresEpochsOptions.Section}:MaxWaiting is {options.MaxWaiting}; it must be at least 1.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
