using System.Security.Cryptography;

namespace OrleansChat.Gateway.Auth;

internal sealed class HmacKey(string? id, byte[] key) : VerificationKey(id)
{
    public override bool Supports(SignatureAlgorithm algorithm) => algorithm == SignatureAlgorithm.Hs256;

    public override bool Verify(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, data, expected);
        return Supports(algorithm) && CryptographicOperations.FixedTimeEquals(expected, signature);
    }
}
