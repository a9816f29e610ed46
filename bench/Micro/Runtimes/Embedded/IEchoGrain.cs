namespace OrleansChat.Bench.Micro;

/// <summary>Answers what it is told.</summary>
public interface IEchoGrain : IGrainWithStringKey
{
    /// <summary>Answers it.</summary>
    Task<string> EchoAsync(string text);
}
