namespace Orleans.Embedded;

/// <summary>What a message is.</summary>
public enum MessageKind
{
    /// <summary>A call whose caller waits.</summary>
    Request,

    /// <summary>A call whose caller does not wait.</summary>
    OneWay,

    /// <summary>What became of a request.</summary>
    Response,
}
