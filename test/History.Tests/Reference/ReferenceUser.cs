namespace OrleansChat.History.Tests.Reference;

/// <summary>A user, of one client or several.</summary>
internal sealed class ReferenceUser(int number)
{
    public int Number => number;

    public long LastKey { get; set; }
}
