using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Auth;

internal sealed class GuestOptionsValidator : IValidateOptions<AuthOptions>
{
    private const int MostSignIns = 10_000_000;

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var guests = options.Guests;
        var faults = new ValidateOptionsResultBuilder();
        faults.CheckRange("Guests:TokenLifetime", guests.TokenLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
        faults.CheckRange("Guests:Window", guests.Window, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        if (guests.SignInsPerAddress is < 1 or > MostSignIns)
        {
            faults.AddError($"{AuthOptions.Section}:Guests:SignInsPerAddress is {guests.SignInsPerAddress}; it must be from 1 to {MostSignIns}.");
        }

        return faults.Build();
    }
}
