global using Orleans;
global using Orleans.Concurrency;
global using Orleans.Embedded;
global using Orleans.Hosting;
global using Orleans.Runtime;
global using OrleansChat.Testing;
