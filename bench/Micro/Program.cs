using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using OrleansChat.Bench.Micro;

// What the parts of the message path cost by themselves, with what they allocate: dotnet run -c Release --project bench/Micro -- --filter '*'
// In this very process, because a project that is generated elsewhere would know neither the repository's packages nor its runtimes.
var config = DefaultConfig.Instance
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(8))
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(Samples).Assembly).Run(args, config);
