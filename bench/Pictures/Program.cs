using BenchmarkDotNet.Running;
using MashaBot.Pictures.Bench;

if (args is ["gallery", var folder]) return Gallery.Write(folder);
BenchmarkSwitcher.FromAssembly(typeof(Gallery).Assembly).Run(args);
return 0;
