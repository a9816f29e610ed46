using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Lifetime;

/// <summary>Says in one line what an operator can change; a fault of ours keeps its stack trace.</summary>
internal static class PlainErrors
{
    /// <summary>Runs the program; returns its exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            return Say(string.Join(' ', exception.Failures));
        }
        catch (Exception exception) when (exception is NotSupportedException or AddressInUseException)
        {
            return Say(exception.Message);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException or SocketException)
        {
            return Say(exception.Message);
        }
    }

    private static int Say(string message)
    {
        Console.Error.WriteLine($"OrleansChat cannot start: {message}");
        return 1;
    }
}
