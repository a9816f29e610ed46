using System.Runtime.CompilerServices;

namespace OrleansChat.Domain.Tests.Properties;

/// <summary>The list of mutants in <c>test/Mutants</c> speaks of the code as it is.</summary>
public sealed class MutantListTests
{
    private static readonly string Root = FindRoot();

    private static readonly string[][] Mutants =
        [.. File.ReadAllLines(Path.Combine(Root, "test", "Mutants", "mutants.tsv")).Skip(1).Select(line => line.Split('\t'))];

    [Fact]
    public void List_EveryLine_HasSixColumnsAndAnIdOfItsOwn()
    {
        Assert.True(Mutants.Length >= 30, $"{Mutants.Length} mutants are too few.");
        Assert.All(Mutants, mutant => Assert.Equal(6, mutant.Length));
        Assert.Equal(Mutants.Length, Mutants.Select(mutant => mutant[0]).Distinct().Count());
    }

    [Fact]
    public void List_EveryOriginal_OccursExactlyOnceInItsFile() => Assert.All(Mutants, mutant =>
    {
        var occurrences = File.ReadAllText(Path.Combine(Root, mutant[1])).Split(mutant[2]).Length - 1;
        Assert.True(occurrences == 1, $"{mutant[0]}: '{mutant[2]}' occurs {occurrences} times in {mutant[1]}.");
        Assert.NotEqual(mutant[2], mutant[3]);
    });

    [Fact]
    public void List_EveryTest_Exists()
    {
        var tests = typeof(MutantListTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToHashSet();
        Assert.All(Mutants, mutant => Assert.Contains(mutant[5], tests));
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Directory.Exists(Path.GetDirectoryName(here)) ? Path.GetDirectoryName(here) : AppContext.BaseDirectory;
        while (folder is not null && !Directory.Exists(Path.Combine(folder, "test", "Mutants")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("No folder above the tests has test/Mutants.");
    }
}
