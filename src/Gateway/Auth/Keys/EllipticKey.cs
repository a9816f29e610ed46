using System.Security.Cryptography;

namespace OrleansChat.Gateway.Auth;

/// <summary>A P-256 key for ES256.</summary>
internal sealed class EllipticKey(string? id, ECParameters parameters) : VerificationKey(id)
{
    public const int CoordinateBytes = 32;

    public override bool Supports(SignatureAlgorithm algorithm) => algorithm == SignatureAlgorithm.Es256;

    public override bool Verify(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        // R and S side by side (RFC 7518, 3.4); the DER form has another length and is refused before any arithmetic.
        if (!Supports(algorithm) || signature.Length != 2 * CoordinateBytes)
        {
            return false;
        }

        using var elliptic = ECDsa.Create(parameters);
        return elliptic.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
