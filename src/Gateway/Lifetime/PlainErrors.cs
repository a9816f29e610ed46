using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Lifetime;

/// <summary>Says in one line what an operator can change; a fault of ours keeps its stack trace.</summary>
internal static class PlainErrors
{
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    /// <summary>Runs the program; returns its exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task> run, TextWriter error)
    {
        try
        {
            await run();
            return 0;
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            return Say(error, string.Join(' ', exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)));
        }
        catch (OptionsValidationException exception)
        {
            return Say(error, string.Join(' ', exception.Failures));
        }
        catch (Exception exception) when (exception is NotSupportedException or AddressInUseException)
        {
            return Say(error, exception.Message);
        }
        catch (InvalidOperationException exception) when (exception.Source == Binder)
        {
            // It names the setting and the value that is not of its type.
            return Say(error, exception.Message);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException or SocketException)
        {
            return Say(error, exception.Message);
        }
    }

    private static int Say(TextWriter error, string message)
    {
        error.WriteLine($"OrleansChat cannot start: {message}");
        return 1;
    }
}
