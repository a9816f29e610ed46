using System.Security.Cryptography;

namespace OrleansChat.Gateway.Auth;

/// <param name="id">The <c>kid</c>.</param>
/// <param name="only">The one algorithm that the key is for, or null for both.</param>
/// <param name="parameters">The public half.</param>
internal sealed class RsaKey(string? id, SignatureAlgorithm? only, RSAParameters parameters) : VerificationKey(id)
{
    public const int MinimumBits = 2048;

    /// <summary>A larger modulus makes every forged token expensive to refuse.</summary>
    public const int MaximumBits = 8192;

    public override bool Supports(SignatureAlgorithm algorithm) =>
        algorithm is SignatureAlgorithm.Rs256 or SignatureAlgorithm.Ps256 && (only is null || only == algorithm);

    public override bool Verify(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (!Supports(algorithm))
        {
            return false;
        }

        using var rsa = RSA.Create(parameters);
        var padding = algorithm == SignatureAlgorithm.Ps256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, padding);
    }
}
