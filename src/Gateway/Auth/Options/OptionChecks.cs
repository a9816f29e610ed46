using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Auth;

internal static class OptionChecks
{
    public static void CheckRange(this ValidateOptionsResultBuilder faults, string member, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            faults.AddError($"{AuthOptions.Section}:{member} is {value}; it must be from {least} to {most}.");
        }
    }
}
