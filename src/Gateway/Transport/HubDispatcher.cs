using System.Net.Sockets;
using Microsoft.AspNetCore.SignalR.Protocol;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Hubs;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Transport;

/// <summary>Calls the method that a client named. No reflection and no scope: the methods are known, and what they need lives as long as the gateway.</summary>
internal sealed class HubDispatcher(ChatCalls calls, ChangeCalls changes, ModerationCalls moderation, FaultFilter faults)
{
    /// <summary>Lets a connection in, or says why not.</summary>
    public async Task<Refused?> OpenAsync(ClientConnection caller)
    {
        try
        {
            return await calls.OpenAsync(caller);
        }
#pragma warning disable CA1031 // A connection that nobody can be told of is not let in; its client comes back.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var error = faults.Answer(nameof(OpenAsync), exception).Error;
            return new Refused(error.Code, error.Message);
        }
    }

    /// <summary>Answers what the client wants answered and lets go what was held back behind the answer.</summary>
    public async Task AnswerAsync(ClientConnection caller, InvocationMessage call, SocketOutput output)
    {
        var outcome = await CallAsync(caller, call.Target, call.Arguments);
        var answer = outcome as Answer;
        if (call.InvocationId is { } id)
        {
            // Its place in the order is taken when the call returns, so nobody needs to wait for the client to read it here.
            var write = output.WriteAsync(HubRecords.WriteResult(id, answer?.Result ?? (Result)outcome));
            answer?.AfterWritten();
            try
            {
                await write;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The connection is gone, which its reader sees as well.
            }
        }
        else
        {
            answer?.AfterWritten();
        }
    }

    /// <summary>Never throws: what goes wrong is an answer too.</summary>
    private async ValueTask<object> CallAsync(ClientConnection caller, string target, object?[] arguments)
    {
        try
        {
            return target switch
            {
                nameof(ChatHub.Send) => await calls.SendAsync(caller, (SendRequest?)arguments[0]),
                nameof(ChatHub.Edit) => await changes.EditAsync(caller, (EditRequest?)arguments[0]),
                nameof(ChatHub.Delete) => await changes.DeleteAsync(caller, (DeleteRequest?)arguments[0]),
                nameof(ChatHub.React) => await changes.ReactAsync(caller, (ReactRequest?)arguments[0]),
                nameof(ChatHub.Pin) => await changes.PinAsync(caller, (PinRequest?)arguments[0]),
                nameof(ChatHub.Typing) => await calls.TypingAsync(caller, (TypingRequest?)arguments[0]),
                nameof(ChatHub.MarkRead) => await calls.MarkReadAsync(caller, (MarkReadRequest?)arguments[0]),
                nameof(ChatHub.Moderate) => await moderation.ModerateAsync(caller, (ModerateRequest?)arguments[0]),
                nameof(ChatHub.SetRole) => await moderation.SetRoleAsync(caller, (SetRoleRequest?)arguments[0]),
                nameof(ChatHub.Audit) => await moderation.AuditAsync(caller, (AuditRequest?)arguments[0]),
                nameof(ChatHub.SetPresence) => await calls.SetPresenceAsync(caller, (SetPresenceRequest?)arguments[0]),
                nameof(ChatHub.Watch) => await calls.WatchAsync(caller, (WatchRequest?)arguments[0]),
                nameof(ChatHub.Fetch) => await calls.FetchAsync(caller, (FetchRequest?)arguments[0]),
                nameof(ChatHub.Members) => await calls.MembersAsync(caller, (MembersRequest?)arguments[0]),
                nameof(ChatHub.Join) => await calls.JoinAsync(caller, (JoinRequest?)arguments[0]),
                nameof(ChatHub.JoinMany) => await calls.JoinManyAsync(caller, (JoinRequest[]?)arguments[0]),
                nameof(ChatHub.Leave) => await calls.LeaveAsync(caller, (LeaveRequest?)arguments[0]),
                nameof(ChatHub.Hello) => await calls.HelloAsync(caller, (HelloRequest?)arguments[0]),
                ChatHubProtocol.Unreadable => calls.Unreadable((string)arguments[0]!, (string)arguments[1]!, (int?)arguments[2]),
                _ => throw new ArgumentOutOfRangeException(nameof(target), target, "The protocol's reader lets no such method through."),
            };
        }
#pragma warning disable CA1031 // A client gets a code and a plain sentence, never a stack trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return faults.Answer(target, exception);
        }
    }
}
