using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Moderation;

/// <summary>Says at the start what is wrong with the words, rather than with the first message.</summary>
internal sealed class FilterOptionsValidator : IValidateOptions<FilterOptions>
{
    public ValidateOptionsResult Validate(string? name, FilterOptions options) =>
        options.Fault() is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
