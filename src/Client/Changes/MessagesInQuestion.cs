namespace OrleansChat.Client;

/// <summary>
/// Messages with these numbers may exist that were not shown. The client asks for them by itself; what is found follows as <see cref="MessageAdded"/>,
/// and what is not found is lost.
/// </summary>
/// <param name="From">The first number in question.</param>
/// <param name="To">The last number in question.</param>
public sealed record MessagesInQuestion(long From, long To) : RoomChange;
