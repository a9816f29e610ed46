using Microsoft.AspNetCore.SignalR;

namespace OrleansChat.Bench.SignalR;

/// <summary>Rooms as groups.</summary>
internal sealed class RoomHub : Hub
{
    public Task Join(string room) => Groups.AddToGroupAsync(Context.ConnectionId, room);

    public Task Send(string room, string body) => Clients.Group(room).SendAsync("message", body);
}
