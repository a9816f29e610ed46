#!/usr/bin/env -S dotnet
#:property PublishAot=false
#:project src/CommandLine/OrleansChat.CommandLine.csproj

// The one entry point for people, on every operating system: dotnet chat.cs <command>
//
//   up        build the chat, run it, stop it with Ctrl-C    src/CommandLine/Commands/UpCommand.cs
//   cluster   the same as several processes, killed in turn  src/CommandLine/Commands/ClusterCommand.cs
//   test      run every test suite                           src/CommandLine/Commands/TestCommand.cs
//   token     make access tokens for the development issuer  src/CommandLine/Commands/TokenCommand.cs
//   load      run the load tester                            src/CommandLine/Commands/LoadCommand.cs
//   simulate  play simulations with faults                   src/CommandLine/Commands/SimulateCommand.cs
//   bench     measure it beside other servers                src/CommandLine/Commands/BenchCommand.cs
//   help      say all this with examples                     src/CommandLine/Commands/HelpCommand.cs

using OrleansChat.CommandLine;

var root = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Environment.CurrentDirectory;
return await ChatProgram.RunAsync(args, root);
