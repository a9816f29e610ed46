using System.Security.Cryptography;
using System.Text;

namespace OrleansChat.Storage.Migrations;

/// <summary>One numbered step of the schema. Once released, its text never changes; what was wrong with it is mended by a later one.</summary>
/// <param name="Number">Its place in the order, from 1.</param>
/// <param name="Name">Its file name without the extension.</param>
/// <param name="Sql">Its statements; they run in a transaction.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the statements, the same whichever line endings the checkout was given.</summary>
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}
