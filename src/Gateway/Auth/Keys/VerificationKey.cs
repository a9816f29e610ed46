namespace OrleansChat.Gateway.Auth;

/// <summary>
/// A key that checks signatures. It says itself which algorithms it may be used with, so that a token cannot choose (the classic HS256 signed with
/// an RSA public key). Keys hold parameters, not handles: the platform's handles promise nothing to concurrent callers, and one check a connection
/// can afford an import.
/// </summary>
internal abstract class VerificationKey(string? id)
{
    /// <summary>The key's <c>kid</c>, where it has one.</summary>
    public string? Id { get; } = id;

    public abstract bool Supports(SignatureAlgorithm algorithm);

    /// <summary>Whether the signature is the data's. Any malformed signature is simply not.</summary>
    public abstract bool Verify(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);
}
