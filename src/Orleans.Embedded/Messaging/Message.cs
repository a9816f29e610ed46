using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A message on its way from one silo or client to another.</summary>
public abstract class Message
{
    private protected Message(MessageKind kind, SiloAddress from, SiloAddress to, GrainId grain, string method)
    {
        Kind = kind;
        From = from;
        To = to;
        Grain = grain;
        Method = method;
    }

    /// <summary>What it is.</summary>
    public MessageKind Kind { get; }

    /// <summary>Who sends it.</summary>
    public SiloAddress From { get; }

    /// <summary>Who shall get it.</summary>
    public SiloAddress To { get; }

    /// <summary>The grain or observer that is called, also in a response.</summary>
    public GrainId Grain { get; }

    /// <summary>The interface and method that is called, as <c>IRoomGrain.PostAsync</c>.</summary>
    public string Method { get; }

    /// <summary>Hands it to its receiver, now. Calling this twice is a duplicate, never calling it is a loss.</summary>
    public abstract void Deliver();

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Method} on {Grain} from {From} to {To}";
}
