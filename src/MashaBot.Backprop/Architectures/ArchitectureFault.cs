namespace MashaBot.Backprop;

/// <summary>Why an architecture cannot be read or built.</summary>
public enum ArchitectureProblem
{
    /// <summary>No such layer or option.</summary>
    Unknown,

    /// <summary>A number is missing, or what stands there is none that the layer can use.</summary>
    Number,

    /// <summary>A bracket without its other half.</summary>
    Bracket,

    /// <summary>It does not begin with an input, or has one in the middle.</summary>
    Input,

    /// <summary>The layer needs other axes: a convolution of a vector, a recurrent cell over a picture.</summary>
    Axes,

    /// <summary>No window fits: nothing is left to slide over.</summary>
    NothingLeft,

    /// <summary>Channels cannot be cut into so many groups, features into so many heads.</summary>
    Division,

    /// <summary>A branch and what goes round it have different shapes, or a reshape other values.</summary>
    Mismatch,

    /// <summary>More layers or more places than it is made for.</summary>
    TooLarge,
}

/// <summary>Where an architecture falls apart.</summary>
/// <param name="Problem">The kind.</param>
/// <param name="Position">The character where the faulty layer, or word in it, begins.</param>
/// <param name="Layer">The number of the layer, from 1; 0 if it is the input.</param>
/// <param name="Sizes">What came into the layer, as <c>1×1×16</c>; empty at the input.</param>
/// <param name="Message">All of it in words, for authors.</param>
public sealed record ArchitectureFault(ArchitectureProblem Problem, int Position, int Layer, string Sizes, string Message);

/// <summary>An architecture that cannot be read, or that falls apart.</summary>
public sealed class ArchitectureException : Exception
{
    internal ArchitectureException(ArchitectureFault fault) : base(fault.Message) => Fault = fault;

    public ArchitectureFault Fault { get; }
}
