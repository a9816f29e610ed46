namespace OrleansChat.Grains.Interfaces;

/// <summary>The silo that runs in the same process as the gateway, where there is one.</summary>
public interface ILocalSilo
{
    /// <summary>Its name, as the cluster's membership has it.</summary>
    string Name { get; }
}
