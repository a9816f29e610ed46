namespace OrleansChat.Embedded.Tests.Copying;

[GenerateSerializer]
internal sealed record TextFile(string[] Lines)
{
    [Id(0)]
    private readonly string _checksum = $"{Lines.Length}";

    public string Checksum => _checksum;
}
