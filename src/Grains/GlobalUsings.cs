global using Orleans;
global using Orleans.Concurrency;
global using OrleansChat.Grains.Interfaces;
