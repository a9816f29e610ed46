using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;

namespace OrleansChat.Gateway.Hubs;

/// <summary>
/// The wire's methods, for those who come over one of SignalR's own transports. The names are the protocol's. A hub lives for one call and keeps
/// nothing; who calls is in <see cref="ClientConnection"/>, which SignalR's connection carries.
/// </summary>
[Authorize]
internal sealed class ChatHub(ChatCalls calls, ChangeCalls changes, ModerationCalls moderation) : Hub
{
    private ClientConnection Client => Context.Features.Get<ClientConnection>()!;

    public override async Task OnConnectedAsync()
    {
        if (await calls.OpenAsync(Client) is { } refused)
        {
            throw new HubException($"{refused.Code}: {refused.Message}");
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception) => calls.CloseAsync(Client);

    public Task<object> Hello(HelloRequest? request) => calls.HelloAsync(Client, request);

    /// <summary>A call to which the client wants no answer: there is nothing to wait for.</summary>
    [HubMethodName(ChatHubProtocol.HelloUnanswered)]
    public async Task HelloUnanswered(HelloRequest? request) => (await Hello(request) as Answer)?.AfterWritten();

    public Task<object> Join(JoinRequest? request) => calls.JoinAsync(Client, request);

    [HubMethodName(ChatHubProtocol.JoinUnanswered)]
    public async Task JoinUnanswered(JoinRequest? request) => (await Join(request) as Answer)?.AfterWritten();

    public Task<object> JoinMany(JoinRequest[]? requests) => calls.JoinManyAsync(Client, requests);

    [HubMethodName(ChatHubProtocol.JoinManyUnanswered)]
    public async Task JoinManyUnanswered(JoinRequest[]? requests) => (await JoinMany(requests) as Answer)?.AfterWritten();

    public Task<Result> Leave(LeaveRequest? request) => calls.LeaveAsync(Client, request);

    public Task<Result> Send(SendRequest? request) => calls.SendAsync(Client, request).AsTask();

    public Task<Result> Edit(EditRequest? request) => changes.EditAsync(Client, request);

    public Task<Result> Delete(DeleteRequest? request) => changes.DeleteAsync(Client, request);

    public Task<Result> React(ReactRequest? request) => changes.ReactAsync(Client, request);

    public Task<Result> Pin(PinRequest? request) => changes.PinAsync(Client, request);

    public Task<Result> Moderate(ModerateRequest? request) => moderation.ModerateAsync(Client, request);

    public Task<Result> SetRole(SetRoleRequest? request) => moderation.SetRoleAsync(Client, request);

    public Task<Result> Audit(AuditRequest? request) => moderation.AuditAsync(Client, request);

    public Task<Result> Typing(TypingRequest? request) => calls.TypingAsync(Client, request);

    public Task<Result> MarkRead(MarkReadRequest? request) => calls.MarkReadAsync(Client, request);

    public Task<Result> SetPresence(SetPresenceRequest? request) => calls.SetPresenceAsync(Client, request);

    public Task<Result> Watch(WatchRequest? request) => calls.WatchAsync(Client, request);

    public Task<Result> Fetch(FetchRequest? request) => calls.FetchAsync(Client, request);

    public Task<Result> Members(MembersRequest? request) => calls.MembersAsync(Client, request);

    /// <summary>Where the protocol sends what it could not read, so that it is answered like every other refusal.</summary>
    [HubMethodName(ChatHubProtocol.Unreadable)]
    public Result AnswerUnreadable(string code, string message, int? limit) => calls.Unreadable(code, message, limit);
}
