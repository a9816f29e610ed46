namespace OrleansChat.Simulation.Checking;

/// <summary>Is told all that clients do and see in one room, as it happens, and judges it.</summary>
internal interface IRoomHistory
{
    /// <summary>The client was let in: what it had is replaced.</summary>
    void Joined(int client, string user, Position position, long clock, IReadOnlyList<Delivery> messages);

    /// <summary>The client is back and goes on with what it had and these messages.</summary>
    void Resumed(int client, string user, Position position, long clock, IReadOnlyList<Delivery> messages);

    /// <summary>The client's leaving was answered: nothing may reach it any more.</summary>
    void Left(int client);

    /// <summary>The client's connection ended; it may come back.</summary>
    void Gone(int client);

    /// <summary>The client sends, for the first time or again.</summary>
    void Invoked(int client, string user, string key, string body);

    void Acknowledged(int client, string user, string key, string messageId, Position position, long clock, bool isDuplicate);

    void Refused(int client, string user, string key, string code);

    /// <summary>No answer came, or none that says what became of it.</summary>
    void Unknown(int client, string user, string key);

    void Delivered(int client, Delivery delivery);

    void EpochTold(int client, long epoch, long head, bool recovered, IReadOnlyList<Delivery> messages);

    void GapTold(int client, long from, long to);

    void DigestTold(int client, long epoch, long head, int count);

    /// <summary>The client asked for what lies behind <paramref name="after"/> and got these, as far as <paramref name="head"/> where nothing more follows.</summary>
    void Fetched(int client, long after, Position head, bool isAll, IReadOnlyList<Delivery> messages);

    /// <summary>Nobody is in the room any more; what was said is forgotten.</summary>
    void Emptied();

    /// <summary>Nothing more comes.</summary>
    void Finish();
}
