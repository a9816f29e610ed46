return await OrleansChat.Simulation.SimulateProgram.RunAsync(args, Console.Error);
