namespace OrleansChat.Grains.Interfaces;

/// <summary>Why a member left.</summary>
[GenerateSerializer, Alias("chat.LeaveReason")]
public enum LeaveReason
{
    /// <summary>The client said so.</summary>
    Left,

    /// <summary>The last connection ended.</summary>
    Disconnected,

    /// <summary>Somebody who may has removed him.</summary>
    Removed,
}
