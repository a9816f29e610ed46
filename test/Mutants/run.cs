#!/usr/bin/env -S dotnet
#:property PublishAot=false

// Applies each mutant of mutants.tsv to a copy of the tree, one at a time, and runs the test that is said to catch it:
//
//   dotnet test/Mutants/run.cs            all of them
//   dotnet test/Mutants/run.cs ring keys  those whose id begins with one of these

using System.Diagnostics;

var mutants = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Path.Combine(Environment.CurrentDirectory, "test", "Mutants");
var root = Path.GetFullPath(Path.Combine(mutants, "..", ".."));
var copy = Directory.CreateTempSubdirectory("mutants-").FullName;
try
{
    foreach (var folder in (string[])["src", "eng", Path.Combine("test", "Domain.Tests"), Path.Combine("test", "Testing")])
    {
        CopyFolder(Path.Combine(root, folder), Path.Combine(copy, folder));
    }

    foreach (var file in Directory.EnumerateFiles(root).Where(file => Path.GetExtension(file) is ".props" or ".targets" or ".json" or ".config" || Path.GetFileName(file) == ".editorconfig"))
    {
        File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
    }

    if (!Dotnet("build", "test/Domain.Tests", "-v", "q", "--nologo", "-m:1"))
    {
        Console.Error.WriteLine("The tree does not build as it is.");
        return 2;
    }

    var survived = 0;
    foreach (var line in File.ReadLines(Path.Combine(mutants, "mutants.tsv")).Skip(1))
    {
        if (line.Split('\t') is not [var id, var path, var original, var replacement, _, var test])
        {
            throw new FormatException($"Six columns are needed: {line}");
        }

        if (args.Length > 0 && !Array.Exists(args, id.StartsWith))
        {
            continue;
        }

        var file = Path.Combine(copy, path);
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace(original, replacement, StringComparison.Ordinal));
        var verdict = !Dotnet("build", "test/Domain.Tests", "-v", "q", "--nologo", "-m:1", "--no-restore", "-p:TreatWarningsAsErrors=false") ? "DOES NOT BUILD"
            : Dotnet("test", "test/Domain.Tests", "--no-build", "--nologo", "-v", "q", "--filter", $"FullyQualifiedName~{test}") ? "SURVIVED"
            : "killed";
        File.WriteAllText(file, text);
        survived += verdict == "killed" ? 0 : 1;
        Console.WriteLine($"{verdict,-14} {id}");
    }

    Console.WriteLine(survived == 0 ? "Every mutant was killed." : $"{survived} were not killed.");
    return survived == 0 ? 0 : 1;
}
finally
{
    Directory.Delete(copy, recursive: true);
}

bool Dotnet(params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
    {
        WorkingDirectory = copy, RedirectStandardOutput = true, RedirectStandardError = true,
    })!;
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();

    // A mutant may make a test wait for ever; that is noticed too.
    if (process.WaitForExit(TimeSpan.FromMinutes(3)))
    {
        return process.ExitCode == 0;
    }

    process.Kill(entireProcessTree: true);
    process.WaitForExit();
    return false;
}

static void CopyFolder(string from, string to)
{
    Directory.CreateDirectory(to);
    foreach (var file in Directory.EnumerateFiles(from))
    {
        File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    foreach (var folder in Directory.EnumerateDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj" or "node_modules" or "artifacts")))
    {
        CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
