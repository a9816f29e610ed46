namespace OrleansChat.History;

/// <summary>The kinds in words.</summary>
public static class ViolationKindNames
{
    /// <summary>What a report calls the kind.</summary>
    public static string Name(this ViolationKind kind) => kind switch
    {
        ViolationKind.OutOfOrder => "out of order",
        ViolationKind.ClockWentBack => "clock went back",
        ViolationKind.SenderOrder => "sender's order broken",
        ViolationKind.RefusedButDelivered => "refused but delivered",
        ViolationKind.IdReused => "id reused",
        ViolationKind.PhantomMember => "phantom member",
        ViolationKind.KeyWindow => "key window wrong",
        ViolationKind.OverLimit => "over limit",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
