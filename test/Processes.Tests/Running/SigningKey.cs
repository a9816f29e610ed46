using System.Security.Cryptography;
using OrleansChat.Contracts;

namespace OrleansChat.Processes.Tests.Running;

/// <summary>The development issuer's key of one test; with it a user stays the same over restarts and on every node.</summary>
internal sealed class SigningKey
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(DevelopmentToken.MinimumKeyBytes);

    public string Base64 => Convert.ToBase64String(_key);

    public string TokenFor(string user) => DevelopmentToken.Create(_key, new UserInfo(user, user), TimeProvider.System.GetUtcNow(), Lifetime);
}
